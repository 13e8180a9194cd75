using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using WorkDistribution.Core.Balancing;
using WorkDistribution.Functions.Tests.Support;
using WorkDistribution.Functions.WorkItems.Backups;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Lanes;
using WorkDistribution.Functions.WorkItems.Monitoring;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.LocalRuntime.Engine;

namespace WorkDistribution.Functions.Tests.WorkItems.Monitoring;

[Collection(WorkItemsTests.Name)]
public sealed class WorkMeterTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Batches_are_reported_to_both_entities()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        var done = await app.SubmitAsync("""{"handler":"sha256","payload":{"text":"abc"}}""");
        var failed = await app.SubmitAsync("""{"handler":"flaky","payload":{"failures":1},"maxRetries":0}""");

        await app.RunUntilFinishedAsync(done, failed);
        await app.Durable.WhenIdleAsync();

        var monitor = (await app.Durable.Client.Entities.GetEntityAsync<WorkMonitorState>(WorkMonitorEntity.Id))!.State;
        var window = monitor.Last(60, TimeProvider.System.GetUtcNow());
        Assert.Equal(new LevelOutcomes { Submitted = 2, Completed = 1, Failed = 1 }, window.Sum.Of(1));
        Assert.Equal((2, 2, 2), (window.Sum.Latencies!.Count, window.Sum.Waits!.Count, window.Sum.Durations!.Count));
        var worker = Assert.Single(monitor.Workers).Value;
        Assert.Equal(16, worker.Size.Threads);
        Assert.InRange(worker.BusyWithin(window), 0.001, worker.CapacityWithin(window));
        var counters = (await app.Durable.Client.Entities.GetEntityAsync<PriorityState>(PriorityCountersEntity.Id))!.State;
        Assert.Equal((0, 2, 2), (counters.Of(1).Depth, counters.Of(1).Finished, counters.Of(1).Served));
    }

    [Fact]
    public async Task What_could_not_be_reported_is_reported_later()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        var unreachable = await UnreachableAsync();
        var (board, meter) = (app.Get<PriorityBoard>(), app.Get<WorkMeter>());
        board.Add(0, new LevelReport { Submitted = 3, LongestWaitMs = 7 });
        meter.Submitted(0, 3);
        meter.Ran(
            new WorkItem { Id = WorkItemId.Create(WorkItemId.ShardPartition(0, 0), TimeProvider.System.GetUtcNow()), Handler = "sleep" },
            TimeSpan.FromMilliseconds(1),
            TimeSpan.FromMilliseconds(2));

        await Task.WhenAll(
            board.RefreshAsync(unreachable, CancellationToken.None), board.ReportAsync(unreachable, CancellationToken.None), meter.ReportAsync(unreachable, CancellationToken.None));
        Assert.Equal(3, board.Depth);
        board.Add(0, new LevelReport { Submitted = 1, LongestWaitMs = 5 });
        await Task.WhenAll(board.ReportAsync(app.Durable.Client, CancellationToken.None), meter.ReportAsync(app.Durable.Client, CancellationToken.None));
        await app.Durable.WhenIdleAsync();

        var counters = (await app.Durable.Client.Entities.GetEntityAsync<PriorityState>(PriorityCountersEntity.Id))!.State;
        Assert.Equal((4, 7.0), (counters.Of(0).Depth, counters.Of(0).LongestWaitMs));
        var monitor = (await app.Durable.Client.Entities.GetEntityAsync<WorkMonitorState>(WorkMonitorEntity.Id))!.State;
        var sum = monitor.Last(60, TimeProvider.System.GetUtcNow()).Sum;
        Assert.Equal((3, 1), (sum.Of(0).Submitted, sum.Durations!.Count));
    }

    [Fact]
    public async Task Busy_time_counts_when_the_pool_was_busy()
    {
        // It ends at the present time, which the entity goes by.
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddSeconds(-72));
        await using var app = await WorkItemsApp.CreateAsync(azurite, services => services.AddSingleton<TimeProvider>(time));
        var meter = app.Get<WorkMeter>();
        time.Advance(TimeSpan.FromMinutes(1));
        meter.Sample();

        // Twelve seconds of two workers, looked at now and then.
        var (begun, release) = (0, new TaskCompletionSource());
        var running = app.Get<WorkStealingPool>().ForAsync(
            2,
            (_, _) =>
            {
                Interlocked.Increment(ref begun);
                return new ValueTask(release.Task);
            },
            CancellationToken.None);
        await Eventually.HoldsAsync(() => Volatile.Read(ref begun) == 2, "both workers are busy");
        for (var i = 0; i < 3; i++)
        {
            time.Advance(TimeSpan.FromSeconds(4));
            meter.Sample();
        }

        release.SetResult();
        await running;
        await meter.ReportAsync(app.Durable.Client, CancellationToken.None);
        await app.Durable.WhenIdleAsync();

        var monitor = (await app.Durable.Client.Entities.GetEntityAsync<WorkMonitorState>(WorkMonitorEntity.Id))!.State;
        var buckets = monitor.Timeline.Buckets;
        Assert.Equal(24_000, buckets.Sum(static bucket => bucket.BusyMs), 0.1);
        Assert.InRange(buckets.Count, 3, 4);
        Assert.All(buckets, static bucket => Assert.InRange(bucket.BusyMs, 0, 10_000.1));
        Assert.True(buckets[^1].Start - buckets[0].Start <= 15, "no time before the pool was busy");
    }

    [Fact]
    public async Task Lanes_and_backups_are_reported_as_what_came_to_them()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        var (lanes, backups, meter) = (app.Get<LaneCounters>(), app.Get<BackupCounters>(), app.Get<WorkMeter>());
        for (var report = 0; report < 3; report++)
        {
            lanes.TriedToSteal(7);
            lanes.TriedToSteal(0);
            backups.Asked();
            await meter.ReportAsync(app.Durable.Client, CancellationToken.None);
        }

        backups.Won();
        await meter.ReportAsync(app.Durable.Client, CancellationToken.None);
        await app.Durable.WhenIdleAsync();

        var monitor = (await app.Durable.Client.Entities.GetEntityAsync<WorkMonitorState>(WorkMonitorEntity.Id))!.State;
        var sum = monitor.Last(60, TimeProvider.System.GetUtcNow()).Sum;
        Assert.Equal((new LaneReport(6, 3, 21, 0, 0), new BackupReport(3, 1)), (sum.Lanes, sum.Backups));
    }

    [Fact]
    public async Task Nothing_is_reported_while_nothing_happens()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);

        await app.Get<WorkReporter>().ReportAsync(app.Durable.Client, CancellationToken.None);
        await app.Durable.WhenIdleAsync();

        Assert.Null(await app.Durable.Client.Entities.GetEntityAsync(WorkMonitorEntity.Id));
        Assert.Null(await app.Durable.Client.Entities.GetEntityAsync(PriorityCountersEntity.Id));
    }

    private static async Task<DurableTaskClient> UnreachableAsync()
    {
        var host = await new DurableTestHost().StartAsync();
        var client = host.Client;
        await host.DisposeAsync();
        return client;
    }
}
