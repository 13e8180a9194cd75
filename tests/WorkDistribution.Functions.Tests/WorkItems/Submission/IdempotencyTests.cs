using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.Tests.Support;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Storage;
using WorkDistribution.Functions.WorkItems.Submission;

namespace WorkDistribution.Functions.Tests.WorkItems.Submission;

[Collection(WorkItemsTests.Name)]
public sealed class IdempotencyTests(AzuriteFixture azurite)
{
    private const string Keyed = """{"handler":"sha256","payload":{"text":"abc"},"idempotencyKey":"order 42 / ä"}""";

    [Fact]
    public async Task Same_key_is_the_same_item_before_and_after_it_finished()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);

        var first = await app.SubmitAsync(Keyed);
        var second = await app.SubmitAsync(Keyed);
        await app.RunUntilFinishedAsync(first);
        var third = await app.SubmitAsync(Keyed);
        await app.RunTicketAsync();

        Assert.Equal([first, first], [second, third]);
        Assert.Equal(1, (await app.FindAsync(first))!.Attempt);
        Assert.Equal(0, await app.CountAsync());
    }

    [Fact]
    public async Task Submissions_of_a_key_at_the_same_time_are_one_item()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);

        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.SubmitAsync(Keyed)));
        await app.RunUntilFinishedAsync(ids[0]);

        Assert.Single(ids.Distinct());
        Assert.Equal(1, (await app.FindAsync(ids[0]))!.Attempt);
    }

    [Fact]
    public async Task Submission_that_was_cut_short_after_its_key_is_completed_by_the_next()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        var reserved = WorkItemId.Create("1-s05", DateTimeOffset.UnixEpoch);
        await app.Get<IdempotencyKeys>().ClaimAsync("order 42 / ä", reserved, CancellationToken.None);

        var id = await app.SubmitAsync(Keyed);

        Assert.Equal(reserved, id);
        Assert.Equal(WorkItemState.Completed, (await app.RunUntilFinishedAsync(id)).Single().State);
    }

    [Fact]
    public async Task Item_inserted_again_after_it_finished_does_not_run_again()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        var id = await app.SubmitAsync(Keyed);
        await app.RunUntilFinishedAsync(id);

        // The submission that was slower saw the key before the item was there, and inserts it when it is gone.
        Assert.True(await app.Get<PendingIndex>().InsertAsync(
            WorkItemFactory.Create(app.Read(Keyed), id) with { Payload = """{"text":"abc"}""" }, CancellationToken.None));
        await app.RunTicketAsync(id.Partition);

        var item = (await app.FindAsync(id))!;
        Assert.Equal((WorkItemState.Completed, 1), (item.State, item.Attempt));
        Assert.Equal(0, await app.CountAsync());
    }
}
