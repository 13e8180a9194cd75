using CsCheck;
using WorkDistribution.Core.Balancing;
using WorkDistribution.Core.Partitioning;

namespace WorkDistribution.Core.Tests.Balancing;

public sealed class BalancingStrategyTests
{
    private static readonly WorkRequest _request = new("key", "class");

    [Fact]
    public void Round_robin_takes_turns()
    {
        var strategy = new RoundRobinStrategy();
        Assert.Equal([0, 1, 2, 0, 1], Enumerable.Range(0, 5).Select(_ => strategy.Choose(_request, [9, 5, 0])));
    }

    [Fact]
    public void Least_loaded_takes_a_smallest_load_and_equal_ones_in_turn()
    {
        Gen.Long[0, 5].Array[1, 10].Sample(static loads =>
        {
            var strategy = new LeastLoadedStrategy();
            var chosen = Enumerable.Range(0, loads.Length * loads.Length).Select(_ => strategy.Choose(_request, loads)).ToHashSet();
            Assert.Equal(Enumerable.Range(0, loads.Length).Where(worker => loads[worker] == loads.Min()), chosen.Order());
        });
    }

    [Fact]
    public void Power_of_two_choices_never_takes_the_greatest_load_and_may_take_any_other()
    {
        Gen.Select(Gen.Int[2, 8], Gen.Int).Sample(static (workers, seed) =>
        {
            var strategy = new PowerOfTwoChoicesStrategy(new Random(seed));
            var loads = Enumerable.Range(0, workers).Select(static worker => (long)worker).ToArray();
            var chosen = Enumerable.Range(0, 1000).Select(_ => strategy.Choose(_request, loads)).ToHashSet();
            Assert.Equal(Enumerable.Range(0, workers - 1), chosen.Order());
        });
    }

    [Fact]
    public void Bounded_load_follows_the_ring_and_keeps_every_load_within_its_bound()
    {
        Gen.Select(Gen.Int[1, 10], Gen.Int[0, 5].Array[1, 300], Gen.Double[1.05, 3]).Sample(
            static (workers, keys, bound) =>
            {
                var strategy = new BoundedLoadStrategy(workers, bound);
                var ring = new ConsistentHashRing<int>(Enumerable.Range(0, workers), static worker => $"{worker}");
                var loads = new long[workers];
                for (var item = 0; item < keys.Length; item++)
                {
                    var limit = Math.Ceiling(bound * (item + 1) / workers);
                    var chosen = strategy.Choose(new($"{keys[item]}", ""), loads);
                    Assert.Equal(ring.Walk($"{keys[item]}").First(worker => loads[worker] < limit), chosen);
                    loads[chosen]++;
                    Assert.True(loads[chosen] <= limit);
                }
            },
            iter: 30);
    }

    [Fact]
    public void Content_aware_learns_what_classes_cost_and_evens_out_time_instead_of_items()
    {
        var strategy = new ContentAwareStrategy(workers: 2);
        Assert.Null(strategy.Predict("video"));
        WorkRequest video = new("v", "video"), text = new("t", "text");
        for (var i = 0; i < 100; i++)
        {
            strategy.Ended(video, strategy.Choose(video, [0, 0]), TimeSpan.FromSeconds(10));
            strategy.Ended(text, strategy.Choose(text, [0, 0]), TimeSpan.FromSeconds(1));
        }

        Assert.Equal(10, strategy.Predict("video")!.Value.TotalSeconds, 3);
        Assert.Equal(1, strategy.Predict("text")!.Value.TotalSeconds, 3);
        Assert.InRange(strategy.Predict("unknown")!.Value.TotalSeconds, 1, 10);

        var busy = strategy.Choose(video, [0, 0]);
        Assert.All(Enumerable.Range(0, 9), _ => Assert.Equal(1 - busy, strategy.Choose(text, [0, 0])));
    }

    [Fact]
    public void Content_aware_tells_a_bounded_number_of_classes_apart()
    {
        var strategy = new ContentAwareStrategy(workers: 3);
        for (var i = 0; i < 1000; i++)
        {
            var request = new WorkRequest("", $"{i}");
            strategy.Ended(request, strategy.Choose(request, [0, 0, 0]), TimeSpan.FromSeconds(i < 256 ? 1 : 2));
        }

        Assert.Equal(1, strategy.Predict("255")!.Value.TotalSeconds, 3);
        Assert.InRange(strategy.Predict("256")!.Value.TotalSeconds, 1.9, 2);
    }

    [Fact]
    public void A_number_of_loads_that_is_not_that_of_the_workers_is_refused()
    {
        Assert.Throws<ArgumentException>(static () => new BoundedLoadStrategy(2).Choose(_request, [0]));
        Assert.Throws<ArgumentException>(static () => new ContentAwareStrategy(2).Choose(_request, [0]));
    }
}
