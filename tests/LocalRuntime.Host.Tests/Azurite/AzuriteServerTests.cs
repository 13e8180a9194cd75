using Azure.Storage.Queues;
using WorkDistribution.LocalRuntime.Host.Azurite;

namespace WorkDistribution.LocalRuntime.Host.Tests.Azurite;

public sealed class AzuriteServerTests(AzuriteFixture azurite) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("azurite-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Start_on_free_ports_keeps_data_in_the_given_folder_across_restarts()
    {
        var options = AzuriteOptions.FreePorts with { Folder = _folder.FullName };
        await using (var first = await AzuriteServer.StartAsync(options))
        {
            Assert.False(first.WasRunning);
            await new QueueServiceClient(first.GetConnectionString()).CreateQueueAsync("kept");
        }

        await using var second = await AzuriteServer.StartAsync(options);
        Assert.True(await new QueueClient(second.GetConnectionString(), "kept").ExistsAsync());
    }

    [Fact]
    public async Task Start_uses_the_server_that_listens_and_leaves_it_running()
    {
        var running = azurite.Server;
        var options = new AzuriteOptions { BlobPort = running.BlobPort, QueuePort = running.QueuePort, TablePort = running.TablePort };

        await using (var second = await AzuriteServer.StartAsync(options))
        {
            Assert.True(second.WasRunning);
            Assert.Null(second.ProcessId);
        }

        Assert.True(await StorageEndpoints.IsListeningAsync(running.QueuePort, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Start_beside_another_program_says_which_port_is_taken()
    {
        var options = new AzuriteOptions { BlobPort = azurite.Server.BlobPort, QueuePort = 1, TablePort = 2 };

        var error = await Assert.ThrowsAsync<AzuriteException>(() => AzuriteServer.StartAsync(options));

        Assert.Contains($"listens on port {azurite.Server.BlobPort}.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Azurite_ends_when_the_process_that_started_it_is_gone()
    {
        // A closed standard input is what the operating system leaves of a killed parent.
        using var node = StartNode();
        await ListeningAsync(node);

        node.StandardInput.Close();

        await node.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(node.HasExited);
    }

    [Fact]
    public async Task Azurite_keeps_what_it_took_when_the_process_that_started_it_is_killed()
    {
        using (var node = StartNode())
        {
            var queuePort = await ListeningAsync(node);
            await new QueueClient(new StorageEndpoints(0, queuePort, 0).ConnectionString, "kept").CreateAsync();

            // All that the operating system leaves of a killed parent: nobody writes to the child any more, and nobody reads from it.
            node.StandardOutput.Close();
            node.StandardError.Close();
            node.StandardInput.Close();
        }

        // It does not wait: the files are read when the one before has written them.
        await using var next = await AzuriteServer.StartAsync(AzuriteOptions.FreePorts with { Folder = _folder.FullName });
        Assert.True(await new QueueClient(next.GetConnectionString(), "kept").ExistsAsync());
    }

    [Fact]
    public async Task Azurite_that_is_told_to_end_before_it_listens_ends()
    {
        using var node = StartNode();

        node.StandardInput.Close();

        await node.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(node.HasExited);
    }

    [Fact]
    public void Missing_node_says_what_to_install()
    {
        var error = Assert.Throws<AzuriteException>(() => NodeTool.Start("node-that-is-not-there", _folder.FullName, []));

        Assert.Contains("was not found on the PATH", error.Message, StringComparison.Ordinal);
        Assert.Contains("Node.js 20 or newer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failing_npm_is_reported_with_what_it_said()
    {
        var error = await Assert.ThrowsAsync<AzuriteException>(
            () => NodeTool.RunNpmAsync(_folder.FullName, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken, "ci"));

        Assert.Contains("package-lock.json", error.Message, StringComparison.Ordinal);
    }

    private System.Diagnostics.Process StartNode() => NodeTool.StartNode(
        AzuriteInstallation.Locate().Folder, AzuriteInstallation.StartScript, "--silent", "--skipApiVersionCheck", "--disableProductStyleUrl",
        "--disableTelemetry", "--location", _folder.FullName, "--blobPort", "0", "--queuePort", "0", "--tablePort", "0");

    /// <summary>Waits until all services listen.</summary>
    /// <returns>The port of the queues.</returns>
    private static async Task<int> ListeningAsync(System.Diagnostics.Process node)
    {
        var queuePort = 0;
        while (await node.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line
            && !line.StartsWith("Azurite Table service is successfully", StringComparison.Ordinal))
        {
            if (line.StartsWith("Azurite Queue service is successfully", StringComparison.Ordinal))
            {
                queuePort = int.Parse(line[(line.LastIndexOf(':') + 1)..].TrimEnd('/'), System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        return queuePort;
    }
}
