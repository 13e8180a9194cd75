using CsCheck;
using WorkDistribution.Core.Balancing;

namespace WorkDistribution.Core.Tests.Balancing;

public sealed class LoadRebalancerTests
{
    private static readonly LoadRebalancer _rebalancer = new();
    private static readonly Gen<long[]> _loads = Gen.OneOf(Gen.Long[0, 20], Gen.Long[0, 100_000], Gen.Const(0L)).Array[0, 20];

    [Fact]
    public void The_black_friday_of_the_story_is_spread_to_idle_workers()
    {
        var moves = _rebalancer.Plan([10_000, 10, 0, 0, 0, 0, 0, 0, 0, 0]);
        Assert.Equal(new LoadMove(0, 2, 3_000), moves[0]);
        Assert.Equal(new LoadMove(0, 3, 2_100), moves[1]);
        Assert.All(moves, static move => Assert.Equal(0, move.From));
    }

    [Fact]
    public void Nothing_moves_while_nobody_is_overloaded_or_nobody_underloaded()
    {
        Assert.Empty(_rebalancer.Plan([]));
        Assert.Empty(_rebalancer.Plan([0, 0]));
        Assert.Empty(_rebalancer.Plan([100, 140, 60]));
        Assert.Empty(_rebalancer.Plan([160, 60, 80]));
        Assert.Empty(_rebalancer.Plan([120, 30, 150]));
    }

    [Fact]
    public void A_plan_conserves_items_and_never_widens_the_spread()
    {
        _loads.Sample(static loads =>
        {
            var left = loads.ToArray();
            foreach (var move in _rebalancer.Plan(loads))
            {
                long most = left.Max(), least = left.Min();
                Assert.InRange(move.Items, 1, left[move.From]);
                left[move.From] -= move.Items;
                left[move.To] += move.Items;
                Assert.True(left.Max() <= most);
                Assert.True(left.Min() >= least);
            }

            Assert.Equal(loads.Sum(), left.Sum());
        });
    }

    [Fact]
    public void In_a_plan_no_item_moves_twice()
    {
        _loads.Sample(static loads =>
        {
            var moves = _rebalancer.Plan(loads);
            Assert.Empty(moves.Select(static move => move.From).Intersect(moves.Select(static move => move.To)));
            Assert.Equal(moves.Count, moves.DistinctBy(static move => move.To).Count());
        });
    }

    [Fact]
    public void Plans_come_to_an_end_with_nobody_overloaded_beside_one_underloaded()
    {
        _loads.Where(static loads => loads.Length > 0).Sample(static loads =>
        {
            var left = loads.ToArray();
            var rounds = 0;
            for (var moves = _rebalancer.Plan(left); moves.Count > 0; moves = _rebalancer.Plan(left))
            {
                Assert.True(++rounds < 100);
                foreach (var move in moves)
                {
                    left[move.From] -= move.Items;
                    left[move.To] += move.Items;
                }
            }

            // Three items or fewer have no whole item among their 30 %.
            Assert.True(left.Max() <= 1.5 * left.Average() || left.Min() >= 0.5 * left.Average() || left.Max() <= 3);
        });
    }

    [Fact]
    public void Bounds_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new LoadRebalancer(overloaded: 1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new LoadRebalancer(underloaded: 1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new LoadRebalancer(moved: 0.7));
        Assert.Throws<ArgumentOutOfRangeException>(static () => _rebalancer.Plan([1, -1]));
    }
}
