using CsCheck;
using WorkDistribution.Core.Partitioning;

namespace WorkDistribution.Core.Tests.Partitioning;

public sealed class SplitPlannerTests
{
    [Fact]
    public void Splits_tile_every_input_and_stay_within_their_bounds()
    {
        Gen.Select(Gen.Int[0, 200].Array[0, 20], Gen.Int[1, 100], Gen.Int[1, 5]).Sample(static (lengths, splitBytes, maxRanges) =>
        {
            var splits = SplitPlanner.Plan(lengths.Select(static (length, i) => ($"{i}", (long)length)), splitBytes, maxRanges).ToList();
            Assert.Equal(Enumerable.Range(0, splits.Count), splits.Select(static split => split.Index));
            Assert.All(splits, split => Assert.InRange(split.Bytes, 1, splitBytes));
            Assert.All(splits, split => Assert.InRange(split.Ranges.Count, 1, maxRanges));
            var tiles = splits.SelectMany(static split => split.Ranges).ToLookup(static range => range.Input);
            for (var i = 0; i < lengths.Length; i++)
            {
                long end = 0;
                Assert.All(tiles[$"{i}"], range =>
                {
                    Assert.Equal(end, range.Offset);
                    end += range.Length;
                });
                Assert.Equal(lengths[i], end);
            }
        });
    }

    [Fact]
    public void Small_inputs_are_packed_and_an_input_that_fits_is_not_cut()
    {
        var splits = SplitPlanner.Plan([("a", 3), ("b", 4), ("c", 5), ("empty", 0), ("d", 25)], 10).ToList();
        Assert.Equal(
            ["a 0 3, b 0 4", "c 0 5", "d 0 10", "d 10 10", "d 20 5"],
            splits.Select(static split => string.Join(", ", split.Ranges.Select(static r => $"{r.Input} {r.Offset} {r.Length}"))));
    }

    [Fact]
    public void Bounds_are_checked_before_anything_is_planned()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SplitPlanner.Plan([], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SplitPlanner.Plan([], 1, 0));
    }
}
