using WorkDistribution.Core.Balancing;

namespace WorkDistribution.Core.Tests.Balancing;

public sealed class StealingRuleTests
{
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(10, 10, 0)]
    [InlineData(11, 10, 0)]
    [InlineData(12, 10, 1)]
    [InlineData(10_000, 10, 4_995)]
    [InlineData(5, 10, 0)]
    public void Half_of_what_is_above_the_threshold_is_stolen(long load, long threshold, long expected) =>
        Assert.Equal(expected, StealingRule.ItemsToSteal(load, threshold));

    [Fact]
    public void The_victim_is_the_most_loaded_that_has_enough()
    {
        Assert.Equal(1, StealingRule.Victim([12, 30, 29], threshold: 10));
        Assert.Equal(-1, StealingRule.Victim([11, 10, 0], threshold: 10));
    }
}
