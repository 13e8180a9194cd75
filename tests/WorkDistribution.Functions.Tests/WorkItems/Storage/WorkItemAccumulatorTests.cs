using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Storage;

namespace WorkDistribution.Functions.Tests.WorkItems.Storage;

public sealed class WorkItemAccumulatorTests
{
    private readonly List<IReadOnlyList<WorkItem>> _written = [];
    private readonly Func<WorkItem, bool> _isBroken = static item => item.Id.Partition == "0-s07";

    [Fact]
    public async Task Items_of_a_partition_share_transactions_of_a_hundred()
    {
        await using var items = Accumulator();
        var adding = Enumerable.Range(0, 250).Select(i => items.AddAsync(Item(i % 2 == 0 ? "0-s01" : "1-s02"), CancellationToken.None)).ToList();
        items.Flush();
        Assert.All(await Task.WhenAll(adding), Assert.True);

        Assert.All(_written, static chunk => Assert.Single(chunk.Select(static item => item.Id.Partition).Distinct()));
        Assert.Equal([25, 25, 100, 100], _written.Select(static chunk => chunk.Count).Order());
    }

    [Fact]
    public async Task Each_caller_gets_what_became_of_its_own_item()
    {
        await using var items = Accumulator();
        var good = items.AddAsync(Item("0-s01"), CancellationToken.None);
        var late = items.AddAsync(Item("0-s01") with { Handler = "late" }, CancellationToken.None);
        var bad = items.AddAsync(Item("0-s07"), CancellationToken.None);
        items.Flush();

        Assert.Equal((true, false), (await good, await late));
        await Assert.ThrowsAsync<IOException>(() => bad);
    }

    [Fact]
    public async Task Two_ends_of_one_item_go_into_different_transactions()
    {
        await using var items = Accumulator();
        var item = Item("0-s01");
        var adding = new[] { items.AddAsync(item, CancellationToken.None), items.AddAsync(item, CancellationToken.None), items.AddAsync(Item("0-s01"), CancellationToken.None) };
        items.Flush();
        await Task.WhenAll(adding);

        Assert.Equal([1, 2], _written.Select(static chunk => chunk.Count).Order());
        Assert.All(_written, static chunk => Assert.Equal(chunk.Count, chunk.DistinctBy(static item => item.Id).Count()));
    }

    [Fact]
    public async Task Disposing_writes_what_was_added()
    {
        var items = Accumulator();
        var adding = items.AddAsync(Item("0-s01"), CancellationToken.None);
        await items.DisposeAsync();

        Assert.True(await adding);
    }

    private WorkItemAccumulator Accumulator() => new(
        (items, _) =>
        {
            lock (_written)
            {
                _written.Add(items);
            }

            return items.Any(_isBroken)
                ? throw new IOException("broken")
                : Task.FromResult<IReadOnlySet<WorkItemId>>(items.Where(static item => item.Handler != "late").Select(static item => item.Id).ToHashSet());
        },
        writers: 1,
        TimeProvider.System);

    private static WorkItem Item(string partition) => new() { Id = WorkItemId.Create(partition, TimeProvider.System.GetUtcNow()), Handler = "sha256" };
}
