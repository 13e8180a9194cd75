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
                Run(sizer, before, random, 1500);
                var settled = Run(sizer, before, random, 500);
                Assert.True(settled > 0.85, $"{settled:P0} of the best on {before} from {initial}");
                Run(sizer, after, random, 1500);
                settled = Run(sizer, after, random, 500);
                Assert.True(settled > 0.85, $"{settled:P0} of the best on {after} after {before} from {initial}");
            },
            iter: 200);
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
