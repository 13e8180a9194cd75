using WorkDistribution.Functions.WorkItems.Priorities;

namespace WorkDistribution.Functions.Tests.WorkItems.Priorities;

public sealed class PriorityStateTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Service_counts_half_after_a_minute()
    {
        var state = new PriorityState();
        state.Add([new LevelReport { Served = 100 }], Start);
        state.Add([new LevelReport { Served = 10 }], Start.AddMinutes(1));

        Assert.Equal((110, 60.0), (state.Of(0).Served, state.Of(0).RecentlyServed));
    }

    [Fact]
    public void End_may_be_reported_before_the_beginning()
    {
        var state = new PriorityState();
        state.Add([new LevelReport { Finished = 5 }], Start);
        state.Add([new LevelReport { Submitted = 7 }], Start);

        Assert.Equal(2, state.Of(0).Depth);
    }

    [Fact]
    public void Level_that_was_never_reported_has_zeros() => Assert.Equal(new LevelCounters(), new PriorityState().Of(3));
}
