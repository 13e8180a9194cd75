using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Host.Azurite;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.Queues;

public sealed class StorageDownTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("storage-down-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Listener_says_once_that_azurite_is_not_running_and_recovers_by_itself()
    {
        var options = AzuriteOptions.FreePorts with { Folder = _folder.FullName };
        var first = await AzuriteServer.StartAsync(options);
        var ports = new StorageEndpoints(first.BlobPort, first.QueuePort, first.TablePort);
        var invoker = new ScriptedInvoker();
        await using var harness = new QueueHarness(ports.ConnectionString, invoker);
        await harness.SendAsync("before");
        harness.Start();
        await Eventually.HoldsAsync(() => invoker.Inputs.Count == 1, "the first message is handled");

        await first.DisposeAsync();
        await Eventually.HoldsAsync(
            () => harness.Availability.Lines.Count(l => l.Level is LogLevel.Error or LogLevel.Debug) >= 2, "two failed looks");
        var error = Assert.Single(harness.Availability.Lines, l => l.Level == LogLevel.Error);
        Assert.StartsWith($"Azurite is not running at http://127.0.0.1:{ports.QueuePort}.", error.Message, StringComparison.Ordinal);

        await using var second = await AzuriteServer.StartAsync(
            options with { BlobPort = ports.BlobPort, QueuePort = ports.QueuePort, TablePort = ports.TablePort });
        await harness.SendAsync("after");
        await Eventually.HoldsAsync(() => invoker.Inputs.Any(i => "after".Equals(i.Value)), "the listener has recovered");
        Assert.Contains(harness.Availability.Lines, l => l.Message.EndsWith("answers again.", StringComparison.Ordinal));
    }
}
