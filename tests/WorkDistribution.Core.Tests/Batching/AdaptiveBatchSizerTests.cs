using CsCheck;
using WorkDistribution.Core.Batching;

namespace WorkDistribution.Core.Tests.Batching;

public sealed class AdaptiveBatchSizerTests
{
    /// <summary>Seconds that a batch takes: a cost a batch, a cost an item, and what grows with the square (locks, memory).</summary>
    private sealed record Curve(double Batch, double Item, double Square)
    {
        public double Optimum => Math.Sqrt(Batch / Square);

        public double Seconds(double items) => Batch + (Item * items) + (Square * items * items);

        public double Throughput(double items) => items / Seconds(items);

        public double Best => Throughput(Math.Clamp(Optimum, 10, 1000));
    }

    private static readonly Gen<Curve> _curves = Gen.Select(Gen.Double[0.001, 0.1], Gen.Double[0, 1], Gen.Double[10, 1000]).Select(
        static (batch, item, optimum) => new Curve(batch, item * batch / optimum, batch / optimum / optimum));

    [Fact]
    public void Converges_near_the_optimum_and_again_after_a_shift()
    {
        Gen.Select(_curves, _curves, Gen.Int[10, 1000], Gen.Int).Sample(
            static (before, after, initial, seed) =>
            {
                var sizer = new AdaptiveBatchSizer(new() { Initial = initial });
                var random = new Random(seed);
                Run(sizer, before, random, 600);
                var settled = Run(sizer, before, random, 500);
                Assert.True(settled > 0.9, $"{settled:P0} of the best on {before} from {initial}");
                Run(sizer, after, random, 600);
                settled = Run(sizer, after, random, 500);
                Assert.True(settled > 0.9, $"{settled:P0} of the best on {after} after {before} from {initial}");
            },
            iter: 200);
    }

    [Fact]
    public void Latency_that_rises_at_one_size_reduces_it_by_a_fifth()
    {
        var sizer = Steady(milliseconds: 100);
        Repeat(sizer, milliseconds: 125);
        Assert.Equal(new(100, 80, BatchSizeReason.LatencyRose, sizer.LastDecision!.Change), sizer.LastDecision);
        Assert.Equal(-0.2, sizer.LastDecision.Change, 3);
        Assert.Equal(80, sizer.Current);
    }

    [Fact]
    public void Throughput_that_rises_at_one_size_increases_it_by_a_fifth()
    {
        var sizer = Steady(milliseconds: 100);
        Repeat(sizer, milliseconds: 80);
        Assert.Equal(new(100, 120, BatchSizeReason.ThroughputRose, sizer.LastDecision!.Change), sizer.LastDecision);
        Assert.Equal(0.25, sizer.LastDecision.Change, 3);
        Assert.Equal(1, sizer.Count(BatchSizeReason.ThroughputRose));
    }

    [Fact]
    public void Trials_in_vain_are_undone_and_become_rare()
    {
        var sizer = new AdaptiveBatchSizer(new());
        for (var decision = 0; decision < 200; decision++)
        {
            var size = sizer.Current;
            Repeat(sizer, milliseconds: size == 100 ? 100 : 2 * size);
        }

        Assert.Equal(sizer.Count(BatchSizeReason.Trial), sizer.Count(BatchSizeReason.TrialUndone) + (sizer.Current == 100 ? 0 : 1));
        Assert.InRange(sizer.Count(BatchSizeReason.Trial), 10, 25);
        Assert.Equal(0, sizer.Count(BatchSizeReason.TrialKept));
        Assert.Equal(0, sizer.Count(BatchSizeReason.LatencyRose) + sizer.Count(BatchSizeReason.ThroughputRose));
    }

    [Fact]
    public void Batches_that_were_not_full_say_nothing()
    {
        var sizer = new AdaptiveBatchSizer(new());
        for (var batch = 0; batch < 100; batch++)
        {
            sizer.Record(50, TimeSpan.FromSeconds(1));
        }

        Assert.Null(sizer.LastDecision);
    }

    /// <summary>A sizer whose latest decision was to keep its size of 100.</summary>
    private static AdaptiveBatchSizer Steady(double milliseconds)
    {
        var sizer = new AdaptiveBatchSizer(new());
        while (sizer.LastDecision?.Reason != BatchSizeReason.Stable)
        {
            Repeat(sizer, sizer.Current == 100 ? milliseconds : 10 * milliseconds);
        }

        return sizer;
    }

    private static void Repeat(AdaptiveBatchSizer sizer, double milliseconds)
    {
        var size = sizer.Current;
        for (var batch = 0; batch < 10; batch++)
        {
            sizer.Record(size, TimeSpan.FromMilliseconds(milliseconds));
        }
    }

    /// <summary>Throughput of many batches, as a part of what the best size would have reached.</summary>
    private static double Run(AdaptiveBatchSizer sizer, Curve curve, Random random, int batches)
    {
        double items = 0, seconds = 0;
        for (var batch = 0; batch < batches; batch++)
        {
            var size = sizer.Current;
            Assert.InRange(size, 10, 1000);
            items += size;
            seconds += curve.Seconds(size);

            // A tenth of noise, and one batch in fifty is hit by something else.
            var noise = 0.9 + (0.2 * random.NextDouble()) + (random.Next(50) == 0 ? 2 : 0);
            sizer.Record(size, TimeSpan.FromSeconds(curve.Seconds(size) * noise));
        }

        return items / seconds / curve.Best;
    }
}
