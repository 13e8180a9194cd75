using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.Tests.Support;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Packs;
using WorkDistribution.Functions.WorkItems.Recovery;
using WorkDistribution.Functions.WorkItems.Storage;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.Tests.WorkItems.Packs;

/// <summary>What makes an item of a pack different from the others.</summary>
[Collection(WorkItemsTests.Name)]
public sealed class PackTests(AzuriteFixture azurite)
{
    private const string Trivial = """{"handler":"sleep","payload":{"milliseconds":0}}""";
    private const string Long = """{"handler":"sleep","payload":{"milliseconds":600000}}""";

    /// <summary>A worker that knows nothing of the items takes a pack of that many whole.</summary>
    private const int Items = 20;

    [Fact]
    public async Task Pack_is_one_row_and_each_of_its_items_ends_by_itself()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        var ids = await SubmitAsync(app, [.. Enumerable.Repeat(Trivial, Items - 2), """{"handler":"flaky","payload":{"failures":1}}""", """{"handler":"flaky","payload":{"failures":9},"maxRetries":0}"""]);
        Assert.Equal(Items, await app.CountAsync());
        Assert.NotNull(await FindPackAsync(app, ids));
        Assert.Equal((WorkItemState.Pending, 0), ((await app.FindAsync(ids[3]))!.State, (await app.FindAsync(ids[3]))!.Attempt));

        var items = await app.RunUntilFinishedAsync(ids);

        Assert.Equal([.. Enumerable.Repeat(1, Items - 2), 2, 1], items.Select(item => item.Attempt));
        Assert.All(items.SkipLast(1), item => Assert.Equal(WorkItemState.Completed, item.State));
        Assert.Equal(WorkItemState.Failed, items[^1].State);
        Assert.Equal(0, await app.CountAsync());
    }

    [Fact]
    public async Task Waiting_item_of_a_pack_is_cancelled_alone()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        var ids = await SubmitAsync(app, Enumerable.Repeat(Trivial, Items));

        Assert.Equal(CancelResult.Cancelled, (await app.Get<WorkCanceller>().CancelAsync(ids[5], CancellationToken.None)).Result);
        Assert.Null(await FindPackAsync(app, ids));
        var items = await app.RunUntilFinishedAsync(ids);

        Assert.Equal(ids[5], Assert.Single(items, item => item.Cancelled).Id);
        Assert.Equal(0, items[5].Attempt);
        Assert.Equal(0, await app.CountAsync());
        Assert.Equal(CancelResult.NotFound, (await app.Get<WorkCanceller>().CancelAsync(ids[0].Pack.Item(90), CancellationToken.None)).Result);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Running_item_of_a_pack_is_cancelled_alone(bool byAnotherProcess)
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        await using var other = WorkItemsApp.Join(azurite);
        var ids = await SubmitAsync(app, [.. Enumerable.Repeat(Trivial, Items - 1), Long]);
        var run = app.RunTicketAsync();
        await Eventually.HoldsAsync(async () => (await app.FindAsync(ids[0]))!.IsFinished && app.Get<RunningItems>().TryGet(ids[^1], out _), "the others are done");
        Assert.Equal(WorkItemState.Running, (await other.FindAsync(ids[^1]))!.State);

        Assert.Equal(CancelResult.Requested, (await (byAnotherProcess ? other : app).Get<WorkCanceller>().CancelAsync(ids[^1], CancellationToken.None)).Result);
        await run;

        var items = await Task.WhenAll(ids.Select(app.FindAsync));
        Assert.Equal(ids[^1], Assert.Single(items, item => item!.Cancelled)!.Id);
        Assert.All(items, item => Assert.True(item!.IsFinished));
        Assert.Equal(0, await app.CountAsync());
    }

    [Fact]
    public async Task Items_that_run_for_long_get_rows_that_are_kept_by_their_lease()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite, settings: ("WorkItems:Lease", "00:00:03"));
        var ids = await SubmitAsync(app, [.. Enumerable.Repeat(Trivial, Items - 1), Long]);
        var run = app.RunTicketAsync();

        await Eventually.HoldsAsync(async () => await app.Get<PendingIndex>().FindAsync(ids[^1], CancellationToken.None) is { State: WorkItemState.Running }, "it has a row");
        Assert.Null(await FindPackAsync(app, ids));
        var lease = (await app.FindAsync(ids[^1]))!.Visible;
        await Eventually.HoldsAsync(async () => (await app.FindAsync(ids[^1]))!.Visible > lease, "its lease is renewed");

        Assert.Equal(CancelResult.Requested, (await app.Get<WorkCanceller>().CancelAsync(ids[^1], CancellationToken.None)).Result);
        await run;
        Assert.Equal(1, (await app.FindAsync(ids[^1]))!.Attempt);
        Assert.Equal(0, await app.CountAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pack_of_a_lost_worker_runs_again_without_what_was_recorded(bool byDetector)
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        await using var lost = WorkItemsApp.Join(azurite, settings: ("WorkItems:Lease", "00:00:01"));
        var ids = await SubmitAsync(app, Enumerable.Repeat(Trivial, Items));
        var claimed = await lost.Get<WorkClaimer>().ClaimAsync(null, new ClaimLimit(100), CancellationToken.None);
        Assert.Equal(Items, claimed.Items.Count);
        await lost.Get<WorkRecorder>().RecordAsync([lost.Get<Transitions>().Complete(claimed.Items[0], null)], CancellationToken.None);
        await app.Storage.Tickets.ClearMessagesAsync();
        await Eventually.HoldsAsync(() => TimeProvider.System.GetUtcNow() > claimed.Packs[0].Visible, "the lease has ended");

        if (byDetector)
        {
            var report = await app.Get<WorkDetector>().RunAsync(CancellationToken.None);
            Assert.Equal((Items - 1, 0), (report.Requeued, report.Failed));
        }

        var items = await app.RunUntilFinishedAsync(ids);

        Assert.Equal([1, .. Enumerable.Repeat(2, Items - 1)], items.Select(item => item.Attempt));
        Assert.All(items.Skip(1), item => Assert.Equal((1, WorkItemState.Completed), (item.Losses, item.State)));
        Assert.Equal(0, await app.CountAsync());
    }

    [Fact]
    public async Task Pack_of_which_a_worker_takes_a_part_is_cut()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        var ids = await SubmitAsync(app, Enumerable.Repeat(Trivial, 90));

        var claimed = await app.Get<WorkClaimer>().ClaimAsync(null, new ClaimLimit(16), CancellationToken.None);

        Assert.Equal(ids[..16], claimed.Items.Select(item => item.Id));
        Assert.Equal(90, await app.CountAsync());
        Assert.Equal([.. Enumerable.Repeat(WorkItemState.Running, 16), .. Enumerable.Repeat(WorkItemState.Pending, 74)], (await Task.WhenAll(ids.Select(app.FindAsync))).Select(item => item!.State));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task Listing_shows_each_item_once_whatever_the_page(int top)
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        List<WorkItemId> ids = [.. await SubmitAsync(app, Enumerable.Repeat(Trivial, Items)), await app.SubmitAsync(Trivial), .. await SubmitAsync(app, Enumerable.Repeat(Trivial, 9))];
        var claimed = await app.Get<WorkClaimer>().ClaimAsync(ids[0].Partition, new ClaimLimit(100), CancellationToken.None);
        await app.Get<WorkRecorder>().RecordAsync([app.Get<Transitions>().Complete(claimed.Items[0], null)], CancellationToken.None);

        var listed = new List<WorkItem>();
        ListPosition? position = null;
        do
        {
            (var page, position) = await app.Get<WorkListing>().ReadAsync(null, null, top, position is null ? null : ListPosition.Parse(position.ToText()), CancellationToken.None);
            Assert.InRange(page.Count, 0, top);
            listed.AddRange(page);
        }
        while (position is not null);

        Assert.Equal(ids.Select(id => id.ToString()).Order(StringComparer.Ordinal), listed.Select(item => item.Id.ToString()).Order(StringComparer.Ordinal));
        Assert.Single(listed, item => item.State == WorkItemState.Completed);
    }

    private static async Task<WorkItemId[]> SubmitAsync(WorkItemsApp app, IEnumerable<string> lines)
    {
        var result = await app.SubmitBatchAsync(lines);
        return [.. result.Ids.Select(static id => WorkItemId.TryParse(id, out var parsed) ? parsed : throw new InvalidOperationException($"'{id}' is no id."))];
    }

    private static Task<WorkPack?> FindPackAsync(WorkItemsApp app, WorkItemId[] ids) => app.Get<PackTable>().FindAsync(ids[0].Pack, CancellationToken.None);
}
