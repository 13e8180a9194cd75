using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.Tests.Support;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Storage;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.Tests.WorkItems.Workers;

[Collection(WorkItemsTests.Name)]
public sealed class CancelTests(AzuriteFixture azurite)
{
    private const string Long = """{"handler":"sleep","payload":{"milliseconds":600000}}""";

    [Fact]
    public async Task Waiting_item_ends_at_once_and_never_runs()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        var id = await app.SubmitAsync(Long);

        Assert.Equal(CancelResult.Cancelled, await CancelAsync(app, id));
        await app.RunTicketsAsync();

        var item = (await app.FindAsync(id))!;
        Assert.Equal((WorkItemState.Failed, true, 0), (item.State, item.Cancelled, item.Attempt));
        Assert.NotNull(item.FinishedAt);
        Assert.Equal(0, await app.CountAsync());
        Assert.Equal(CancelResult.AlreadyFinished, await CancelAsync(app, id));
    }

    [Fact]
    public async Task Item_that_waits_for_a_retry_ends_at_once()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite, settings: [("WorkItems:RetryDelay", "00:30:00"), ("WorkItems:MaxRetryDelay", "00:30:00")]);
        var id = await app.SubmitAsync("""{"handler":"flaky","payload":{"failures":9}}""");
        await app.RunTicketsAsync();
        Assert.Equal(WorkItemState.Retrying, (await app.FindAsync(id))!.State);

        Assert.Equal(CancelResult.Cancelled, await CancelAsync(app, id));

        var item = (await app.FindAsync(id))!;
        Assert.Equal((WorkItemState.Failed, true, 1), (item.State, item.Cancelled, item.Attempt));
    }

    [Fact]
    public async Task Running_item_of_the_same_process_is_told_at_once()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        var id = await app.SubmitAsync(Long);
        var run = app.RunTicketAsync();
        await Eventually.HoldsAsync(() => app.Get<RunningItems>().TryGet(id, out _), "the item runs");

        Assert.Equal(CancelResult.Requested, await CancelAsync(app, id));
        await run;

        await AssertCancelledAsync(app, id);
    }

    [Fact]
    public async Task Running_item_of_another_process_is_told_by_its_row()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        await using var other = WorkItemsApp.Join(azurite);
        var id = await app.SubmitAsync(Long);
        var run = app.RunTicketAsync();
        await Eventually.HoldsAsync(() => app.Get<RunningItems>().TryGet(id, out _), "the item runs");

        Assert.Equal(CancelResult.Requested, await CancelAsync(other, id));
        await run;

        await AssertCancelledAsync(app, id);
    }

    [Fact]
    public async Task Unknown_item_is_not_found()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);

        Assert.Equal(CancelResult.NotFound, await CancelAsync(app, WorkItemId.Create("1-s00", DateTimeOffset.UnixEpoch)));
    }

    [Fact]
    public async Task Cancellation_that_was_cut_short_is_completed_by_the_detector()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        var id = await app.SubmitAsync(Long);
        var index = app.Get<PendingIndex>();
        await index.TryUpdateAsync(app.Get<Transitions>().Cancel((await app.FindAsync(id))!), CancellationToken.None);
        await app.RunTicketsAsync();

        var report = await app.Get<Functions.WorkItems.Recovery.WorkDetector>().RunAsync(CancellationToken.None);

        Assert.Equal(1, report.Finished);
        var item = (await app.Get<OutcomeStore>().FindAsync(id, CancellationToken.None))!;
        Assert.Equal((WorkItemState.Failed, true), (item.State, item.Cancelled));
        Assert.Equal(0, await app.CountAsync());
    }

    private static async Task AssertCancelledAsync(WorkItemsApp app, WorkItemId id)
    {
        var item = (await app.FindAsync(id))!;
        Assert.Equal((WorkItemState.Failed, true, 1), (item.State, item.Cancelled, item.Attempt));
        Assert.Equal("cancelled", Assert.Single(item.History).Result);
        Assert.Equal(0, await app.CountAsync());
    }

    private static async Task<CancelResult> CancelAsync(WorkItemsApp app, WorkItemId id) =>
        (await app.Get<WorkCanceller>().CancelAsync(id, CancellationToken.None)).Result;
}
