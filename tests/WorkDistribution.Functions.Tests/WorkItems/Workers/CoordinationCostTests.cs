using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.Tests.WorkItems.Workers;

public sealed class CoordinationCostTests
{
    private readonly CoordinationCost _cost = new();

    [Fact]
    public void Nothing_measured_means_no_warning()
    {
        Assert.Equal(TimeSpan.Zero, _cost.PerBatch);
        Assert.Null(_cost.Warn("sha256"));
    }

    [Fact]
    public void Items_that_are_small_against_their_coordination_are_warned_of_by_handler()
    {
        // A hundredth of 20 ms is 0.2 ms an item: below a fifth from 0.8 ms of work on.
        _cost.Record([("small", TimeSpan.FromMilliseconds(0.1)), ("large", TimeSpan.FromMilliseconds(0.8))], TimeSpan.FromMilliseconds(20));

        Assert.Null(_cost.Warn("large"));
        Assert.Null(_cost.Warn("never ran"));
        Assert.Equal(
            "Items of 'small' take 0.1 ms each here and their coordination 0.2 ms, 67 % of the time: put what 8 of them do into one item to stay below 20 %.",
            _cost.Warn("small"));
    }

    [Fact]
    public void Latest_batches_weigh_most()
    {
        foreach (var milliseconds in (int[])[1000, 10, 10, 10, 10, 10, 10, 10, 10])
        {
            _cost.Record([("sleep", TimeSpan.FromMilliseconds(1))], TimeSpan.FromMilliseconds(milliseconds));
        }

        Assert.InRange(_cost.PerBatch.TotalMilliseconds, 10, 20);
    }
}
