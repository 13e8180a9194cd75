using CsCheck;
using WorkDistribution.Core.Scheduling;

namespace WorkDistribution.Core.Tests.Scheduling;

public sealed class PriorityPolicyTests
{
    private static readonly PriorityPolicy _policy = new(PriorityLevel.Defaults);

    private static readonly Gen<PriorityLevel[]> _levels =
        Gen.Double[0.1, 100].Array[1, 6].Select(static shares => shares.Select(static (share, i) => new PriorityLevel($"{i}", share)).ToArray());

    [Fact]
    public void Order_without_starvation_is_strict_and_tries_levels_without_work_last()
    {
        Check([new(5, 50), new(5, 25), new(5, 12)], [0, 1, 2], forced: false);
        Check([new(0, 50), new(5, 25), new(5, 12)], [1, 2, 0], forced: false);
        Check([new(0, 0), new(0, 0), new(0, 0)], [0, 1, 2], forced: false);
        Check([new(5, 0), new(5, 0), new(5, 0)], [0, 1, 2], forced: false);
    }

    [Fact]
    public void Order_puts_a_level_below_a_tenth_of_its_share_first()
    {
        // low is expected to get 12.5 / 87.5 = 14.3 % and starves below 1.43 %.
        Check([new(5, 900), new(5, 86), new(5, 14)], [2, 0, 1], forced: true);
        Check([new(5, 899), new(5, 86), new(5, 15)], [0, 1, 2], forced: false);

        // Against high alone low is expected to get 20 % and starves below 2 %; what normal got does not count.
        Check([new(5, 981), new(0, 5000), new(5, 19)], [2, 0, 1], forced: true);
        Check([new(5, 979), new(0, 5000), new(5, 21)], [0, 2, 1], forced: false);
    }

    [Fact]
    public void The_most_urgent_level_is_never_called_forced() =>
        Check([new(5, 0), new(5, 1000), new(5, 1000)], [0, 1, 2], forced: false);

    [Fact]
    public void Every_level_is_tried_once_and_only_a_starving_one_out_of_order()
    {
        Gen.Select(_levels, Gen.Select(Gen.Long[0, 3], Gen.Long[0, 1000]).Array[6]).Sample(static (levels, drawn) =>
        {
            var loads = drawn.Take(levels.Length).Select(static load => new LevelLoad(load.Item1, load.Item2)).ToArray();
            var order = new PriorityPolicy(levels).Order(loads);
            Assert.Equal(Enumerable.Range(0, levels.Length), order.Levels.Order());
            var strict = Enumerable.Range(0, levels.Length).OrderBy(level => loads[level].Waiting == 0).ThenBy(static level => level).ToList();
            var first = order.Levels[0];
            Assert.Equal(order.IsForced, first != strict[0]);
            Assert.Equal(strict.Where(level => level != first), order.Levels.Skip(1));

            // The rule by itself, over the levels with work.
            var withWork = strict.Where(level => loads[level].Waiting > 0).ToList();
            double served = withWork.Sum(level => loads[level].RecentlyServed), shares = withWork.Sum(level => levels[level].Share);
            var starving = withWork.Where(level => loads[level].RecentlyServed / served < levels[level].Share / shares / 10 * 0.999).ToList();
            Assert.True(starving.Count == 0 || loads[first].RecentlyServed / served < levels[first].Share / shares / 10);
        });
    }

    [Fact]
    public void Under_any_flood_every_level_with_work_gets_its_tenth_and_the_rest_goes_to_the_most_urgent()
    {
        Gen.Select(_levels, Gen.Bool.Array[6], Gen.Int[1, 100]).Sample(
            static (levels, flooded, batch) =>
            {
                var policy = new PriorityPolicy(levels);
                var withWork = Enumerable.Range(0, levels.Length).Where(level => flooded[level]).ToList();
                if (withWork.Count == 0)
                {
                    return;
                }

                const int Rounds = 5_000;
                var served = new long[levels.Length];
                for (var round = 0; round < Rounds; round++)
                {
                    var order = policy.Order([.. served.Select((count, level) => new LevelLoad(flooded[level] ? 1 : 0, count))]);
                    served[order.Levels[0]] += batch;
                }

                var shares = withWork.Sum(level => levels[level].Share);
                foreach (var level in withWork)
                {
                    // Shares are met to within one batch a level.
                    var tenth = levels[level].Share / shares / 10 * Rounds;
                    Assert.True(served[level] / batch >= tenth - levels.Length, $"level {level}: {served[level] / batch} of {tenth}");
                    if (level != withWork[0])
                    {
                        Assert.True(served[level] / batch <= tenth + levels.Length, $"level {level}: {served[level] / batch} of {tenth}");
                    }
                }
            },
            iter: 30);
    }

    [Fact]
    public void A_policy_checks_its_levels()
    {
        Assert.Throws<ArgumentException>(static () => new PriorityPolicy([]));
        Assert.Throws<ArgumentException>(static () => new PriorityPolicy([new("a", 0)]));
        Assert.Throws<ArgumentException>(static () => new PriorityPolicy([new("a", double.NaN)]));
        Assert.Throws<ArgumentException>(static () => new PriorityPolicy([new("a", 1), new("A", 1)]));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new PriorityPolicy([new("a", 1)], starvation: 0));
        Assert.Throws<ArgumentException>(static () => _policy.Order([new(1, 1)]));
    }

    private static void Check(LevelLoad[] loads, int[] levels, bool forced)
    {
        var order = _policy.Order(loads);
        Assert.Equal(levels, order.Levels);
        Assert.Equal(forced, order.IsForced);
    }
}
