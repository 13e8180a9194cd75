using Microsoft.Extensions.Options;
using WorkDistribution.Core.Batching;
using WorkDistribution.Functions.WorkItems;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.Tests.WorkItems.Workers;

public sealed class ClaimSizeTests
{
    private readonly CoordinationCost _cost = new();
    private readonly ClaimSize _size;

    public ClaimSizeTests() => _size = new ClaimSize(Options.Create(new WorkItemsOptions { Workers = 16 }), _cost, TimeProvider.System);

    [Fact]
    public void Nothing_known_means_what_can_run_at_once() => Assert.Equal((16, true), _size.Next(held: 0));

    [Fact]
    public void Fast_items_are_claimed_by_the_hundred()
    {
        _size.Record(16, TimeSpan.FromMilliseconds(20), TimeSpan.FromMicroseconds(5));

        Assert.Equal((100, false), _size.Next(held: 300));
    }

    [Fact]
    public void Slow_items_are_claimed_as_workers_come_free()
    {
        _size.Record(16, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60));

        Assert.Equal((16, true), _size.Next(held: 0));
        Assert.Equal((6, true), _size.Next(held: 10));
        Assert.Equal((4, true), _size.Next(held: 15));
        Assert.Equal((0, true), _size.Next(held: 16));
        Assert.Equal((0, true), _size.Next(held: 40));
    }

    [Fact]
    public void Items_in_between_are_claimed_for_a_second_ahead_with_what_is_held()
    {
        _size.Record(16, TimeSpan.FromMilliseconds(400), TimeSpan.FromMilliseconds(400));

        Assert.Equal((40, true), _size.Next(held: 0));
        Assert.Equal((24, true), _size.Next(held: 16));
        Assert.Equal((12, true), _size.Next(held: 28));
        Assert.Equal((0, true), _size.Next(held: 40));
        Assert.Equal((0, true), _size.Next(held: 100));
    }

    [Fact]
    public void Claims_of_a_few_items_wait_while_every_worker_has_one()
    {
        _size.Record(16, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(100));

        // A second's work is 160 items.
        Assert.Equal((72, true), _size.Next(held: 88));
        Assert.Equal((0, true), _size.Next(held: 89));
    }

    [Fact]
    public void Decisions_are_kept_with_their_reasons()
    {
        Assert.Empty(_size.Decisions);
        for (var batch = 0; batch < 200; batch++)
        {
            // Full batches that take two seconds, the longer the more there are in them: smaller ones are no better an item.
            var items = _size.Sizer.Current;
            _size.Record(items, TimeSpan.FromMilliseconds(20 * items), TimeSpan.FromMilliseconds(20));
        }

        Assert.Equal(5, _size.Decisions.Count);
        Assert.Contains(_size.Decisions, static decision => decision is { Reason: BatchSizeReason.Trial, From: not 0 } && decision.To < decision.From);
        Assert.All(_size.Decisions.Zip(_size.Decisions.Skip(1)), static pair => Assert.Equal(pair.First.To, pair.Second.From));
        Assert.Equal(_size.Sizer.Current, _size.Decisions[^1].To);
    }

    [Fact]
    public void Dear_coordination_asks_for_more_than_a_second_ahead()
    {
        // 12 s of coordination stay below a fifth from 48 s of work on, which is 60 items of 800 ms.
        _cost.Record([("sleep", TimeSpan.FromMilliseconds(800))], TimeSpan.FromSeconds(12));
        _size.Record(16, TimeSpan.FromMilliseconds(800), TimeSpan.FromMilliseconds(800));

        Assert.Equal((60, true), _size.Next(held: 0));
        Assert.Equal((60, true), _size.Next(held: 18));
        Assert.Equal((0, true), _size.Next(held: 60));
    }

    [Fact]
    public void Coordination_never_asks_for_more_than_a_transaction_takes()
    {
        _cost.Record([("sleep", TimeSpan.FromMilliseconds(1))], TimeSpan.FromMinutes(1));
        _size.Record(16, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1));

        Assert.Equal((100, false), _size.Next(held: 0));
    }
}
