using Microsoft.Extensions.Time.Testing;
using WorkDistribution.Functions.Tests.Support;
using WorkDistribution.Functions.WorkItems.Monitoring;
using WorkDistribution.Functions.WorkItems.Priorities;

namespace WorkDistribution.Functions.Tests.WorkItems.Monitoring;

[Collection(WorkItemsTests.Name)]
public sealed class WorkReporterTests(AzuriteFixture azurite)
{
    /// <summary>Else workers elsewhere would learn of the last submissions of a burst only when the next one comes.</summary>
    [Fact]
    public async Task What_is_reported_right_after_a_report_is_signalled_without_another_caller()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        var board = app.Get<PriorityBoard>();
        for (var i = 0; i < 10; i++)
        {
            board.Add(2, new LevelReport { Submitted = 1 });
            await app.Get<WorkReporter>().ReportLaterAsync(app.Durable.Client, CancellationToken.None);
        }

        await Eventually.HoldsAsync(
            async () => (await app.Durable.Client.Entities.GetEntityAsync<PriorityState>(PriorityCountersEntity.Id))?.State.Of(2).Depth == 10,
            "all submissions are counted");
    }

    [Fact]
    public async Task Batch_that_takes_long_is_reported_while_it_runs()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        var time = new FakeTimeProvider();
        await using var reporter = new WorkReporter(app.Get<PriorityBoard>(), app.Get<WorkMeter>(), time);
        var batch = new TaskCompletionSource();
        var running = reporter.ReportWhileAsync(() => batch.Task, app.Durable.Client);
        app.Get<WorkMeter>().Submitted(0, 3);

        time.Advance(TimeSpan.FromSeconds(5));

        await Eventually.HoldsAsync(async () => await SubmittedAsync(app) == 3, "the report comes before the end of the batch");
        Assert.False(running.IsCompleted);
        app.Get<WorkMeter>().Submitted(0, 4);
        batch.SetException(new InvalidOperationException("The batch failed."));
        await Assert.ThrowsAsync<InvalidOperationException>(() => running);
        await Eventually.HoldsAsync(async () => await SubmittedAsync(app) == 7, "the rest is reported at its end, though it failed");
    }

    private static async Task<long> SubmittedAsync(WorkItemsApp app) =>
        (await app.Durable.Client.Entities.GetEntityAsync<WorkMonitorState>(WorkMonitorEntity.Id))?.State.Last(60, TimeProvider.System.GetUtcNow()).Sum.All.Submitted ?? 0;
}
