using Microsoft.Extensions.Options;
using WorkDistribution.Functions.WorkItems;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Submission;

namespace WorkDistribution.Functions.Tests.WorkItems.Submission;

public sealed class LaneOfTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(16)]
    [InlineData(63)]
    public void One_lane_more_moves_its_share_of_the_keys_and_only_to_it(int lanes)
    {
        var keys = Enumerable.Range(0, 20_000).Select(static i => $"customer-{i}").ToList();
        var (before, after) = (Factory(lanes), Factory(lanes + 1));

        var moved = keys.Where(key => before.LaneOf(1, key) != after.LaneOf(1, key)).ToList();

        Assert.All(moved, key => Assert.Equal(WorkItemId.LanePartition(1, lanes), after.LaneOf(1, key)));
        Assert.InRange(moved.Count / (double)keys.Count, 0.7 / (lanes + 1), 1.4 / (lanes + 1));
    }

    [Fact]
    public void Key_has_the_same_lane_at_all_levels()
    {
        var factory = Factory(16);
        Assert.Equal(WorkItemId.NumberOf(factory.LaneOf(0, "a")), WorkItemId.NumberOf(factory.LaneOf(2, "a")));
    }

    private static WorkItemFactory Factory(int lanes) =>
        new(Options.Create(new WorkItemsOptions { Lanes = lanes }), TimeProvider.System, new Random(1));
}
