using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.WorkItems.Http;

/// <summary>What a running app that has worked says of itself.</summary>
public sealed class WorkMetricsHttpTests(WorkItemsFixture app) : IClassFixture<WorkItemsFixture>
{
    [Fact]
    public async Task Known_work_shows_in_every_figure()
    {
        var nothing = await app.Client.ReadAsync("api/work/metrics");
        AssertNothing(nothing);

        using var response = await app.Client.PostBatchAsync(
        [
            .. Enumerable.Repeat("""{"handler":"sleep","payload":{"milliseconds":200}}""", 20),
            .. Enumerable.Repeat("""{"handler":"flaky","payload":{"failures":1},"priority":"high"}""", 5),
            .. Enumerable.Repeat("""{"handler":"flaky","payload":{"failures":1},"maxRetries":0,"priority":"low"}""", 2),
        ]);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var waiting = await app.Client.SubmitWorkAsync("""{"handler":"sleep","payload":{"milliseconds":0},"notBefore":"2090-01-01T00:00:00Z"}""");

        JsonElement metrics = default;
        await Eventually.HoldsAsync(
            async () =>
            {
                metrics = await app.Client.ReadAsync("api/work/metrics?window=300");
                return metrics.GetProperty("latencyMs").GetProperty("count").GetInt64() == 27 && Level(metrics, "normal").Submitted == 21
                    && metrics.GetProperty("depth").GetProperty("total").GetInt64() == 1;
            },
            "27 items are in the metrics");

        Assert.Equal(300, metrics.GetProperty("windowSeconds").GetInt32());
        Assert.Equal((5, 5, 0, 5), Level(metrics, "high"));
        Assert.Equal((21, 20, 0, 0), Level(metrics, "normal"));
        Assert.Equal((2, 0, 2, 0), Level(metrics, "low"));
        Assert.Equal(1, metrics.GetProperty("depth").GetProperty("normal").GetInt64());
        var seconds = metrics.GetProperty("measuredSeconds").GetDouble();
        Assert.InRange(seconds, 0.2, 360);
        Assert.Equal(27 / seconds, metrics.GetProperty("throughputPerSecond").GetDouble(), 0.01);
        Assert.Equal(28 / seconds, metrics.GetProperty("arrivalsPerSecond").GetDouble(), 0.01);
        Assert.Equal(2 / 27.0, metrics.GetProperty("failureRate").GetDouble(), 0.001);
        Assert.Equal(5 / 32.0, metrics.GetProperty("retryRate").GetDouble(), 0.001);

        // Of 32 attempts 20 sleep, and of 27 items.
        var duration = metrics.GetProperty("durationMs");
        Assert.Equal(32, duration.GetProperty("count").GetInt64());
        Assert.InRange(duration.GetProperty("p50").GetDouble(), 190, 60_000);
        var latency = metrics.GetProperty("latencyMs");
        Assert.InRange(latency.GetProperty("p50").GetDouble(), 190, 60_000);
        Assert.InRange(latency.GetProperty("p99").GetDouble(), latency.GetProperty("p50").GetDouble(), latency.GetProperty("max").GetDouble());
        Assert.Equal(32, metrics.GetProperty("waitMs").GetProperty("count").GetInt64());

        var worker = Assert.Single(metrics.GetProperty("workers").EnumerateArray());
        Assert.InRange(worker.GetProperty("utilisation").GetDouble(), 0.001, 1);
        Assert.Equal(worker.GetProperty("utilisation").GetDouble(), metrics.GetProperty("utilisation").GetDouble());
        Assert.InRange(worker.GetProperty("batchSize").GetInt32(), 1, 100);
        Assert.InRange(worker.GetProperty("lastSeenSecondsAgo").GetDouble(), 0, 60);

        var law = metrics.GetProperty("littlesLaw");
        Assert.Equal(latency.GetProperty("mean").GetDouble() / 1000, law.GetProperty("measuredWaitSeconds").GetDouble(), 0.001);
        Assert.Equal(
            law.GetProperty("meanDepth").GetDouble() / law.GetProperty("arrivalsPerSecond").GetDouble(), law.GetProperty("waitSeconds").GetDouble(), 0.01);
        var stealing = metrics.GetProperty("stealing");
        Assert.Equal(JsonValueKind.Null, stealing.GetProperty("lanes").GetProperty("rate").ValueKind);

        using var cancelled = await app.Client.DeleteAsync($"api/work/{waiting}");
        Assert.Equal(HttpStatusCode.OK, cancelled.StatusCode);
    }

    [Theory]
    [InlineData("4")]
    [InlineData("901")]
    [InlineData("-60")]
    [InlineData("1e2")]
    [InlineData("")]
    public async Task Window_out_of_range_is_refused(string window)
    {
        using var response = await app.Client.GetAsync($"api/work/metrics?window={window}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        var errors = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.Equal("window", Assert.Single(errors.EnumerateObject()).Name);
    }

    private static void AssertNothing(JsonElement metrics)
    {
        foreach (var figure in (string[])["throughputPerSecond", "arrivalsPerSecond", "utilisation", "failureRate", "retryRate"])
        {
            Assert.Equal(JsonValueKind.Null, metrics.GetProperty(figure).ValueKind);
        }

        Assert.Equal(JsonValueKind.Null, metrics.GetProperty("latencyMs").GetProperty("p99").ValueKind);
        Assert.Equal(JsonValueKind.Null, metrics.GetProperty("littlesLaw").GetProperty("waitSeconds").ValueKind);
        Assert.Equal(JsonValueKind.Null, metrics.GetProperty("stealing").GetProperty("rate").ValueKind);
        Assert.Empty(metrics.GetProperty("workers").EnumerateArray());
    }

    private static (long Submitted, long Completed, long Failed, long Retried) Level(JsonElement metrics, string name)
    {
        var level = metrics.GetProperty("levels").EnumerateArray().Single(level => level.GetProperty("name").GetString() == name);
        return (Count("submitted"), Count("completed"), Count("failed"), Count("retried"));

        long Count(string figure) => level.GetProperty(figure).GetInt64();
    }
}
