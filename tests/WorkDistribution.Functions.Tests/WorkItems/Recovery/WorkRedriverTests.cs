using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.Tests.Support;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Recovery;
using WorkDistribution.Functions.WorkItems.Storage;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.Tests.WorkItems.Recovery;

[Collection(WorkItemsTests.Name)]
public sealed class WorkRedriverTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Failed_item_runs_again_with_all_its_retries()
    {
        await using var app = await CreateAsync();
        var id = await FailAsync(app, failures: 3);

        Assert.Equal(RedriveResult.Redriven, await RedriveAsync(app, id));
        Assert.Equal(WorkItemState.Pending, (await app.FindAsync(id))!.State);
        var item = (await app.RunUntilFinishedAsync(id)).Single();

        Assert.Equal((WorkItemState.Completed, 4, 1), (item.State, item.Attempt, item.Generation));
        Assert.Equal(["failed", "failed", "failed", "completed"], item.History.Select(attempt => attempt.Result));
        Assert.Equal(RedriveResult.NotFailed, await RedriveAsync(app, id));
    }

    [Fact]
    public async Task Item_that_fails_again_can_be_started_again()
    {
        await using var app = await CreateAsync();
        var id = await FailAsync(app, failures: 5);

        await RedriveAsync(app, id);
        Assert.Equal(WorkItemState.Failed, (await app.RunUntilFinishedAsync(id)).Single().State);
        await RedriveAsync(app, id);

        var item = (await app.RunUntilFinishedAsync(id)).Single();
        Assert.Equal((WorkItemState.Completed, 2), (item.State, item.Generation));
    }

    [Fact]
    public async Task Only_failed_items_start_anew()
    {
        await using var app = await CreateAsync();
        var id = await app.SubmitAsync("""{"handler":"sleep","payload":{"milliseconds":0}}""");

        Assert.Equal(RedriveResult.NotFailed, await RedriveAsync(app, id));
        await app.RunUntilFinishedAsync(id);
        Assert.Equal(RedriveResult.NotFailed, await RedriveAsync(app, id));
        Assert.Equal(RedriveResult.NotFound, await RedriveAsync(app, WorkItemId.Create("1-s00", DateTimeOffset.UnixEpoch)));
    }

    [Fact]
    public async Task Request_that_was_slower_than_the_whole_second_life_starts_no_third()
    {
        await using var app = await CreateAsync();
        var id = await FailAsync(app, failures: 3);
        var stale = (await app.Get<OutcomeStore>().FindAsync(id, CancellationToken.None))!;
        await RedriveAsync(app, id);
        await app.RunUntilFinishedAsync(id);

        Assert.True(await app.Get<PendingIndex>().InsertAsync(app.Get<Transitions>().Redrive(stale), CancellationToken.None));
        await app.Get<OutcomeStore>().MarkRetryingAsync([stale], CancellationToken.None);
        await app.RunTicketAsync(id.Partition);

        var item = (await app.FindAsync(id))!;
        Assert.Equal((WorkItemState.Completed, 4), (item.State, item.Attempt));
        Assert.Equal(0, await app.CountAsync());
    }

    [Fact]
    public async Task Bulk_starts_those_that_match_and_no_cancelled_ones()
    {
        await using var app = await CreateAsync();
        var failed = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => FailAsync(app, failures: 3)));
        var cancelled = await app.SubmitAsync("""{"handler":"flaky","payload":{"failures":3}}""");
        await app.Get<WorkCanceller>().CancelAsync(cancelled, CancellationToken.None);
        var redriver = app.Get<WorkRedriver>();

        Assert.Equal((0, false), await redriver.RedriveAllAsync(level: 0, handler: null, 10, CancellationToken.None));
        Assert.Equal((0, false), await redriver.RedriveAllAsync(level: 1, handler: "sleep", 10, CancellationToken.None));
        Assert.Equal((2, true), await redriver.RedriveAllAsync(level: 1, handler: "flaky", 2, CancellationToken.None));
        Assert.Equal((1, false), await redriver.RedriveAllAsync(level: null, handler: null, 10, CancellationToken.None));
        Assert.Equal((0, false), await redriver.RedriveAllAsync(level: null, handler: null, 10, CancellationToken.None));

        Assert.All(await app.RunUntilFinishedAsync(failed), item => Assert.Equal(WorkItemState.Completed, item.State));
        Assert.True((await app.FindAsync(cancelled))!.Cancelled);
    }

    private Task<WorkItemsApp> CreateAsync() => WorkItemsApp.CreateAsync(azurite, settings: ("WorkItems:RetryDelay", "00:00:00.001"));

    private static async Task<WorkItemId> FailAsync(WorkItemsApp app, int failures)
    {
        var id = await app.SubmitAsync($$"""{"handler":"flaky","payload":{"failures":{{failures}}},"maxRetries":{{(failures == 5 ? 1 : failures - 1)}}}""");
        Assert.Equal(WorkItemState.Failed, (await app.RunUntilFinishedAsync(id)).Single().State);
        return id;
    }

    private static async Task<RedriveResult> RedriveAsync(WorkItemsApp app, WorkItemId id) =>
        (await app.Get<WorkRedriver>().RedriveAsync(id, CancellationToken.None)).Result;
}
