using WorkDistribution.Functions.Tests.Support;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.Tests.WorkItems.Workers;

[Collection(WorkItemsTests.Name)]
public sealed class WorkClaimerTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Most_urgent_level_is_served_first_whatever_the_ticket_says()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        var low = await app.SubmitAsync(Item("low"));
        await app.SubmitAsync(Item("high"));
        await app.SubmitAsync(Item("normal"));

        Assert.Equal([0, 1, 2, null], [await ClaimAsync(app, low), await ClaimAsync(app, low), await ClaimAsync(app, low), await ClaimAsync(app, low)]);
    }

    [Fact]
    public async Task Worker_that_knows_nothing_serves_the_most_urgent_level_first()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        await using var other = WorkItemsApp.Join(azurite);
        await app.SubmitAsync(Item("low"));
        await app.SubmitAsync(Item("high"));

        Assert.Equal([0, 2, null], [await ClaimAsync(other), await ClaimAsync(other), await ClaimAsync(other)]);
    }

    [Fact]
    public async Task Starving_level_is_served_ahead_and_counted()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        await app.SubmitAsync(Item("high"));
        var low = await app.SubmitAsync(Item("low"));
        app.Get<PriorityBoard>().Add(0, new LevelReport { Served = 1000 });

        await app.RunTicketAsync();

        Assert.True((await app.FindAsync(low))!.IsFinished);
        await app.Durable.WhenIdleAsync();
        var counters = (await app.Durable.Client.Entities.GetEntityAsync<PriorityState>(PriorityCountersEntity.Id))!.State;
        Assert.Equal((1, 1, 0), (counters.Of(2).Forced, counters.Of(2).Served, counters.Of(2).Depth));
    }

    [Fact]
    public async Task Item_that_is_not_due_is_not_claimed()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        await app.SubmitAsync("""{"handler":"sleep","payload":{"milliseconds":0},"notBefore":"2090-01-01T00:00:00Z"}""");

        Assert.Null(await ClaimAsync(app));
    }

    [Fact]
    public async Task Items_with_an_affinity_are_left_to_the_owner_of_their_lane_and_hide_no_others()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        await app.SubmitBatchAsync(Enumerable.Repeat("""{"handler":"sleep","payload":{"milliseconds":0},"affinityKey":"a","priority":"high"}""", 50));
        await using var other = WorkItemsApp.Join(azurite);
        await other.SubmitAsync(Item("low"));

        var first = await app.Get<WorkClaimer>().ClaimAsync(null, new ClaimLimit(20), CancellationToken.None);
        var second = await app.Get<WorkClaimer>().ClaimAsync(null, new ClaimLimit(20), CancellationToken.None);

        Assert.Equal((1, 2), (first.Count, first.Items[0].Id.Level));
        Assert.Equal((true, true), (second.IsEmpty, second.IsWorkInLanes));
    }

    [Fact]
    public async Task Workers_that_claim_at_the_same_time_never_get_the_same_item()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        var workers = Enumerable.Range(0, 4).Select(_ => WorkItemsApp.Join(azurite)).ToList();
        var result = await app.SubmitBatchAsync(Enumerable.Repeat(Item("normal"), 500));

        var claimed = await Task.WhenAll(workers.Select(async worker =>
        {
            var mine = new List<WorkItemId>();
            while (await worker.Get<WorkClaimer>().ClaimAsync(null, new ClaimLimit(40), CancellationToken.None) is { IsEmpty: false } batch)
            {
                mine.AddRange(batch.Items.Select(item => item.Id));
            }

            return mine;
        }));

        var all = claimed.SelectMany(ids => ids).ToList();
        Assert.Equal(all.Count, all.Distinct().Count());
        foreach (var worker in workers)
        {
            // Workers that met gave way to each other; what is left is claimed by the next ticket.
            while (await worker.Get<WorkClaimer>().ClaimAsync(null, new ClaimLimit(100), CancellationToken.None) is { IsEmpty: false } batch)
            {
                all.AddRange(batch.Items.Select(item => item.Id));
            }

            await worker.DisposeAsync();
        }

        Assert.Equal(result.Ids.Order(StringComparer.Ordinal), all.Select(id => id.ToString()).Order(StringComparer.Ordinal));
    }

    private static string Item(string priority) => $$"""{"handler":"sleep","payload":{"milliseconds":0},"priority":"{{priority}}"}""";

    private static async Task<int?> ClaimAsync(WorkItemsApp app, WorkItemId? hint = null) =>
        (await app.Get<WorkClaimer>().ClaimAsync(hint?.Partition, new ClaimLimit(100), CancellationToken.None)).Items is [var first, ..] ? first.Id.Level : null;
}
