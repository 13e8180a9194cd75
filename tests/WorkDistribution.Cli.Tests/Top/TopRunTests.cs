using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using WorkDistribution.Cli.Api;
using WorkDistribution.Cli.Top;

namespace WorkDistribution.Cli.Tests.Top;

public sealed class TopRunTests : IDisposable
{
    private const string Idle = """
        {"windowSeconds":60,"measuredSeconds":0,"at":"2026-01-02T03:04:05Z","throughputPerSecond":null,"arrivalsPerSecond":null,
         "latencyMs":{"count":0,"p50":null,"p90":null,"p99":null,"max":null},"waitMs":{"count":0},"durationMs":{"count":0},
         "utilisation":null,"failureRate":null,"retryRate":null,
         "stealing":{"pool":{"attempts":0,"rate":null},"lanes":{"attempts":0,"rate":null},"rate":null},"backups":{"asked":0,"won":0},
         "littlesLaw":{},"workers":[],"levels":[]}
        """;

    private const string Busy = """
        {"windowSeconds":60,"measuredSeconds":61.5,"at":"2026-01-02T03:04:05Z","throughputPerSecond":1234.5,"arrivalsPerSecond":1300,
         "latencyMs":{"count":75922,"p50":12.4,"p90":130.7,"p99":1530,"max":7384000},"waitMs":{"count":9,"p50":0.254},"durationMs":{"count":9},
         "utilisation":0.734,"failureRate":0.001,"retryRate":0,
         "stealing":{"pool":{"attempts":400,"rate":0.5},"lanes":{"attempts":0,"rate":null},"rate":0.5},"backups":{"asked":3,"won":2},
         "littlesLaw":{"meanDepth":2600,"arrivalsPerSecond":1300,"waitSeconds":2,"measuredWaitSeconds":1.9},
         "workers":[{"name":"machine-1","threads":16,"utilisation":0.734,"batchSize":80,"lastSeenSecondsAgo":0.4,
                     "decisions":[{"from":80,"size":96,"reason":"trial"},{"from":96,"size":80,"reason":"trialUndone"}]}],
         "levels":[{"name":"high","depth":12345,"submitted":1,"completed":1,"failed":0,"retried":7,"throughputPerSecond":1,"arrivalsPerSecond":1,
                    "failureRate":null,"forcedServices":3,"oldestWaitMs":90000}]}
        """;

    private readonly FakeTimeProvider time = new();
    private readonly CancellationTokenSource stop = new();
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    [Fact]
    public async Task Once_prints_every_figure_and_ends()
    {
        var exit = await Run(once: true, json: false, () => Busy).ExecuteAsync(stop.Token);

        Assert.Equal(ExitCode.Done, exit);
        foreach (var figure in (string[])
        [
            "http://127.0.0.1:7071", "03:04:05Z", "last 60 s (61.5 s measured)", "throughput 1,234.5/s", "arrivals 1,300.0/s", "failed 0.1 %", "workers busy 73.4 %",
            "in pools 50 % of 400", "of lanes - of 0", "backups 3, first 2", "2,600 unfinished / 1,300.0/s = 2.0 s, measured 1.9 s",
            "75,922", "12 ms", "131 ms", "1.53 s", "2:03:04", "0.25 ms", "12,345", "90.0 s", "machine-1", "96 → 80, trialUndone", "400 ms ago",
        ])
        {
            Assert.Contains(figure, output.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_was_not_measured_is_a_dash()
    {
        await Run(once: true, json: false, () => Idle).ExecuteAsync(stop.Token);

        Assert.Contains("throughput -   arrivals -   failed -", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Little's law: - unfinished / - = -, measured -", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_that_does_not_answer_at_the_start_is_an_error() =>
        await Assert.ThrowsAsync<ApiException>(() => Run(once: false, json: false, () => throw Unreachable()).ExecuteAsync(stop.Token));

    [Fact]
    public async Task Host_that_goes_and_comes_back_is_waited_for()
    {
        var looks = 0;
        var running = Run(once: false, json: true, () => ++looks is 2 or 3 ? throw Unreachable() : Idle).ExecuteAsync(stop.Token);
        for (var look = 1; look < 4; look++)
        {
            time.Advance(TimeSpan.FromSeconds(2));
        }

        await stop.CancelAsync();

        Assert.Equal(ExitCode.Done, await running);
        Assert.Equal(4, looks);
        var lines = output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.All(lines, static line => Assert.Equal(60, JsonDocument.Parse(line).RootElement.GetProperty("windowSeconds").GetInt32()));
        Assert.Equal("wd: Nobody is there. Trying again.", error.ToString().Trim());
    }

    public void Dispose()
    {
        stop.Dispose();
        output.Dispose();
        error.Dispose();
    }

    private static ApiException Unreachable() => new(HttpStatusCode.ServiceUnavailable, "Nobody is there.");

    private TopRun Run(bool once, bool json, Func<string> answer) => new(
        new TopSettings(new Uri("http://127.0.0.1:7071/"), 60, TimeSpan.FromSeconds(2), once, json),
        _ => Task.FromResult(JsonSerializer.Deserialize<JsonElement>(answer())),
        output,
        error,
        time);
}
