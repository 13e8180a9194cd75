using System.Text.Json;
using WorkDistribution.Cli.Scenario;

namespace WorkDistribution.Cli.Tests.EndToEnd;

public sealed class NetflixScenarioTests
{
    [Fact]
    public async Task Scenario_netflix_retries_one_of_720_chunks_and_keeps_99_86_percent()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var output = new StringWriter();
        using var error = new StringWriter();

        var exitCode = await new NetflixScenario(chunkBytes: 4096).RunAsync(new ScenarioSettings(Url: null, Json: true), output, error, deadline.Token);

        Assert.True(exitCode == ExitCode.Done, error.ToString());
        using var figures = JsonDocument.Parse(output.ToString());
        Assert.Equal(
            (720, 1, 99.86, 0),
            (figures.RootElement.GetProperty("chunks").GetInt32(),
                figures.RootElement.GetProperty("retriedChunks").GetInt32(),
                figures.RootElement.GetProperty("keptPercent").GetDouble(),
                figures.RootElement.GetProperty("monolithKeptPercent").GetDouble()));
        Assert.True(figures.RootElement.GetProperty("monolithMs").GetDouble() > figures.RootElement.GetProperty("monolithCleanMs").GetDouble());
    }
}
