using WorkDistribution.Functions.Tests.Support;
using WorkDistribution.Functions.WorkItems.Http;
using WorkDistribution.Functions.WorkItems.Monitoring;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Recovery;

namespace WorkDistribution.Functions.Tests.WorkItems.Http;

[Collection(WorkItemsTests.Name)]
public sealed class PrioritiesViewTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Forced_services_and_the_oldest_wait_are_shown_with_the_counters_and_the_metrics()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        var (board, levels, client) = (app.Get<PriorityBoard>(), app.Get<WorkLevels>(), app.Durable.Client);
        await app.SubmitAsync("""{"handler":"sleep","payload":{"milliseconds":0},"priority":"low"}""");
        board.Add(2, new LevelReport { Served = 2, Forced = 1 });
        await app.Get<WorkReporter>().ReportAsync(client, CancellationToken.None);
        await app.Durable.WhenIdleAsync();
        var detection = await app.Get<WorkDetector>().RunAsync(CancellationToken.None);
        await board.DetectAsync(client, detection, CancellationToken.None);
        await app.Durable.WhenIdleAsync();

        var state = (await client.Entities.GetEntityAsync<PriorityState>(PriorityCountersEntity.Id))!.State;
        var later = detection.At.AddSeconds(90);
        var counters = PrioritiesView.From(state, board, levels, maxDepth: 10_000, later);
        Assert.Equal([0, 0, 1], counters.Levels.Select(static level => level.ForcedServices));
        Assert.Equal([false, false, true], counters.Levels.Select(static level => level.OldestWaitMs >= 90_000));
        Assert.Equal([null, null], counters.Levels.Take(2).Select(static level => level.OldestWaitMs));

        var metrics = WorkMetricsView.From(new WorkMonitorState(), state, 60, levels, later);
        Assert.Equal(counters.Levels.Select(static level => (level.ForcedServices, level.OldestWaitMs)), metrics.Levels.Select(static level => (level.ForcedServices, level.OldestWaitMs)));
        Assert.Equal(1, metrics.Depth["low"]);
    }
}
