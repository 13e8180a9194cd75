using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using WorkDistribution.Functions.Tests.Support;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Storage;

namespace WorkDistribution.Functions.Tests.WorkItems.Storage;

[Collection(WorkItemsTests.Name)]
public sealed class DelayedTicketsTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Ticket_is_shared_among_shards_and_within_a_lane()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        var due = TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(1);

        Assert.Equal(1, await SendAsync(WorkItemId.ShardPartition(1, 0)));
        Assert.Equal(1, await SendAsync(WorkItemId.ShardPartition(2, 3)));
        Assert.Equal(2, await SendAsync(WorkItemId.LanePartition(1, 0)));
        Assert.Equal(3, await SendAsync(WorkItemId.LanePartition(1, 1)));
        Assert.Equal(3, await SendAsync(WorkItemId.LanePartition(1, 0)));

        async Task<int> SendAsync(string partition)
        {
            await app.Get<DelayedTickets>().SendAsync([Item(partition, due)], CancellationToken.None);
            return (await app.Storage.Tickets.GetPropertiesAsync()).Value.ApproximateMessagesCount;
        }
    }

    [Fact]
    public async Task Ticket_that_others_share_comes_no_earlier_than_they_were_told_however_slow_its_sender_is()
    {
        // Each look at the clock takes 20 ms: the item is due when its ticket is sent, and was not when it was asked for.
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow()) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(20) };
        await using var app = await WorkItemsApp.CreateAsync(azurite, services => services.AddSingleton<TimeProvider>(time));

        await app.Get<DelayedTickets>().SendAsync(
            [Item(WorkItemId.ShardPartition(1, 0), time.GetUtcNow() + TimeSpan.FromMilliseconds(50))], CancellationToken.None);

        Assert.Equal(1, (await app.Storage.Tickets.GetPropertiesAsync()).Value.ApproximateMessagesCount);
        Assert.Empty((await app.Storage.Tickets.PeekMessagesAsync(32)).Value);
    }

    private static WorkItem Item(string partition, DateTimeOffset due) => new() { Id = WorkItemId.Create(partition, due), Handler = "sleep", Visible = due };
}
