using System.Net.Http.Json;
using System.Text.Json;
using WorkDistribution.Cli.Hosting;
using WorkDistribution.LocalRuntime.Host;

namespace WorkDistribution.Cli.Tests.EndToEnd;

/// <summary><c>wd top</c> as a process, beside a real host that works.</summary>
public sealed class TopTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("wd-top-");
    private readonly CancellationTokenSource deadline = new(TimeSpan.FromMinutes(3));

    [Fact]
    public async Task Top_shows_what_a_host_does_until_it_is_interrupted()
    {
        await using var azurite = await AzuriteServer.StartAsync(AzuriteOptions.FreePorts);
        await using var host = await LocalHost.StartAsync(
            Path.Combine(folder.FullName, "state"),
            Path.Combine(folder.FullName, "objects"),
            [],
            ["Work*", "PriorityCounters"],
            deadline.Token,
            new Dictionary<string, string> { ["AzureWebJobsStorage"] = azurite.GetConnectionString() });
        var url = host.Address.AbsoluteUri;
        await using var top = RunningWd.Start(folder.FullName, new Dictionary<string, string>(), "top", "--url", url, "--interval", "1");
        await top.UntilAsync(() => top.Said.Contains("throughput -", StringComparison.Ordinal), "it shows that nothing happened");

        using var http = new HttpClient { BaseAddress = host.Address };
        using var submitted = await http.PostAsJsonAsync("api/work", new { handler = "sleep", payload = new { milliseconds = 10 }, priority = "high" }, deadline.Token);
        submitted.EnsureSuccessStatusCode();

        await top.UntilAsync(() => top.Said.Contains("failed 0 %", StringComparison.Ordinal), "it shows an item that completed");
        var (exit, json, problem) = await WdProcess.RunAsync(folder.FullName, "top", "--once", "--json", "--url", url, "--window", "300");
        Assert.True(exit == ExitCode.Done, problem);
        var metrics = JsonDocument.Parse(json).RootElement;
        Assert.Equal(1, metrics.GetProperty("latencyMs").GetProperty("count").GetInt64());
        Assert.Equal(300, metrics.GetProperty("windowSeconds").GetInt32());

        RunningWd.Signal(host.ProcessId, "KILL");
        await top.UntilAsync(() => top.Said.Contains("Trying again.", StringComparison.Ordinal), "it says that the host is gone");
        top.Signal("INT");
        Assert.Equal(ExitCode.Done, await top.ExitAsync());

        (exit, _, problem) = await WdProcess.RunAsync(folder.FullName, "top", "--url", url);
        Assert.Equal(ExitCode.JobFailed, exit);
        Assert.StartsWith($"wd: No answer from {url}", Assert.Single(problem.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--window", "4")]
    [InlineData("--window", "901")]
    [InlineData("--interval", "0")]
    [InlineData("--interval", "soon")]
    public async Task Options_out_of_range_are_bad_usage(string option, string value)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        Assert.Equal(ExitCode.BadUsage, await WdCommand.InvokeAsync(["top", option, value], output, error));
        Assert.Contains(option, error.ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        deadline.Dispose();
        folder.Delete(recursive: true);
    }
}
