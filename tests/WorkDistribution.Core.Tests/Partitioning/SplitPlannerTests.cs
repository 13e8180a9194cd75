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
    public void Small_inputs_are_packed_and_large_ones_fill_the_room_left()
    {
        var splits = SplitPlanner.Plan([("a", 30), ("b", 60), ("c", 50), ("empty", 0), ("d", 250)], 100).ToList();
        Assert.Equal(
            ["a 0 30, b 0 60", "c 0 50, d 0 50", "d 50 100", "d 150 100"],
            splits.Select(static split => string.Join(", ", split.Ranges.Select(static r => $"{r.Input} {r.Offset} {r.Length}"))));
    }

    [Fact]
    public void Bounds_are_checked_before_anything_is_planned()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SplitPlanner.Plan([], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SplitPlanner.Plan([], 1, 0));
    }
}
