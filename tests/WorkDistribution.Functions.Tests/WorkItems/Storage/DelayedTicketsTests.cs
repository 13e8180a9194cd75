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
            await app.Get<DelayedTickets>().SendAsync([new WorkItem { Id = WorkItemId.Create(partition, due), Handler = "sleep", Visible = due }], CancellationToken.None);
            return (await app.Storage.Tickets.GetPropertiesAsync()).Value.ApproximateMessagesCount;
        }
    }
}
