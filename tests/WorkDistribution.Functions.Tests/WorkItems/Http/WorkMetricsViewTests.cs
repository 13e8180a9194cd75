using System.Text.Json;
using Microsoft.Extensions.Options;
using WorkDistribution.Core.Batching;
using WorkDistribution.Functions.WorkItems;
using WorkDistribution.Functions.WorkItems.Http;
using WorkDistribution.Functions.WorkItems.Monitoring;
using WorkDistribution.Functions.WorkItems.Priorities;

namespace WorkDistribution.Functions.Tests.WorkItems.Http;

public sealed class WorkMetricsViewTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_030);

    private readonly WorkMonitorState _state = new();
    private readonly WorkLevels _levels = new(Options.Create(new WorkItemsOptions()));

    [Fact]
    public void Decisions_on_the_batch_size_are_shown_with_their_worker_and_reason()
    {
        var decision = new BatchDecision(Now.AddSeconds(-7), 100, 80, BatchSizeReason.LatencyRose, -0.25);
        _state.Add(new WorkReport("worker-1", new WorkerSize(Now.AddMinutes(-5), 16, 80, [decision]), []), Now.AddSeconds(-2));

        var worker = Assert.Single(View(60).GetProperty("workers").EnumerateArray());
        Assert.Equal(("worker-1", 80, 2.0), (worker.GetProperty("name").GetString(), worker.GetProperty("batchSize").GetInt32(), worker.GetProperty("lastSeenSecondsAgo").GetDouble()));
        var shown = Assert.Single(worker.GetProperty("decisions").EnumerateArray());
        Assert.Equal((100, 80, "latencyRose", -0.25), (
            shown.GetProperty("from").GetInt32(), shown.GetProperty("size").GetInt32(), shown.GetProperty("reason").GetString(), shown.GetProperty("throughputChange").GetDouble()));
    }

    [Fact]
    public void Idle_window_has_rates_of_zero_and_no_percentages()
    {
        _state.Add(Report(Now.AddMinutes(-5), new LevelOutcomes { Submitted = 9, Completed = 8, Failed = 1 }), Now.AddMinutes(-5));

        var idle = View(60);
        Assert.Equal((0.0, 0.0), (idle.GetProperty("throughputPerSecond").GetDouble(), idle.GetProperty("arrivalsPerSecond").GetDouble()));
        Assert.Equal(JsonValueKind.Null, idle.GetProperty("failureRate").ValueKind);
        Assert.Equal(JsonValueKind.Null, idle.GetProperty("utilisation").ValueKind);
        Assert.Equal(JsonValueKind.Null, idle.GetProperty("littlesLaw").GetProperty("waitSeconds").ValueKind);
        Assert.Equal(0.1111, View(900).GetProperty("failureRate").GetDouble());
    }

    [Fact]
    public void Window_is_not_longer_than_measuring_has_gone_on()
    {
        _state.Add(Report(Now.AddSeconds(-20), new LevelOutcomes { Submitted = 10 }), Now.AddSeconds(-20));

        var view = View(900);
        Assert.Equal((900, 20.0), (view.GetProperty("windowSeconds").GetInt32(), view.GetProperty("measuredSeconds").GetDouble()));
        Assert.Equal(0.5, view.GetProperty("arrivalsPerSecond").GetDouble());
    }

    private static WorkReport Report(DateTimeOffset at, LevelOutcomes outcomes)
    {
        var bucket = new WorkBucket { Start = at.ToUnixTimeSeconds() };
        bucket.Add(1, outcomes, bucket.Start);
        return new WorkReport("worker-1", new WorkerSize(at, 16, 100, []), [bucket]);
    }

    private JsonElement View(int window) =>
        JsonSerializer.SerializeToElement(WorkMetricsView.From(_state, new PriorityState(), window, _levels, Now), JsonSerializerOptions.Web);
}
