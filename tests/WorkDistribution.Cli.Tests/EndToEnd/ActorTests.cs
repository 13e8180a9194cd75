using WorkDistribution.Cli.Hosting;

namespace WorkDistribution.Cli.Tests.EndToEnd;

/// <summary><c>wd actor</c> on a running host.</summary>
public sealed class ActorTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("wd-actor-");
    private readonly CancellationTokenSource deadline = new(TimeSpan.FromMinutes(3));

    public void Dispose()
    {
        deadline.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Permits_are_granted_until_they_are_used_up_and_rooms_keep_what_was_said()
    {
        await using var host = await LocalHost.StartAsync(
            Path.Combine(folder.FullName, "state"), Path.Combine(folder.FullName, "objects"), [], ["Actor*"], deadline.Token);

        var granted = await RunAsync(host, "acquire", "ada", "--permits", "2", "--capacity", "2", "--per-second", "0.001");
        Assert.Equal((ExitCode.Done, "Granted; 0 are left."), (granted.Exit, granted.Output.Trim()));
        var refused = await RunAsync(host, "acquire", "ada", "--permits", "1", "--capacity", "2", "--per-second", "0.001");
        Assert.Equal(ExitCode.JobFailed, refused.Exit);
        Assert.Contains("1 were asked for and 0 are there", refused.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadUsage, (await RunAsync(host, "acquire", "ada", "--permits", "0")).Exit);

        Assert.Equal("1", (await RunAsync(host, "say", "tea", "hello", "--from", "ann")).Output.Trim());
        Assert.Equal("2", (await RunAsync(host, "say", "tea", "and you?", "--from", "bob")).Output.Trim());
        Assert.Equal("2  bob: and you?", (await RunAsync(host, "read", "tea", "--after", "1")).Output.Trim());
        Assert.Contains("\"ann\"", (await RunAsync(host, "read", "tea", "--json")).Output, StringComparison.Ordinal);
    }

    private static async Task<(int Exit, string Output, string Error)> RunAsync(LocalHost host, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await WdCommand.InvokeAsync(["actor", .. args, "--url", host.Address.AbsoluteUri], output, error);
        return (exit, output.ToString(), error.ToString());
    }
}
