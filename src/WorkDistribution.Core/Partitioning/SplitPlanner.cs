namespace WorkDistribution.Core.Partitioning;

/// <summary>Cuts inputs into splits: large inputs are cut, small ones are packed together.</summary>
public static class SplitPlanner
{
    /// <summary>An eighth of a split is little.</summary>
    private const int SmallShare = 8;

    /// <summary>Plans the splits of a job, lazily and in the order of the inputs.</summary>
    /// <param name="inputs">Name and length in bytes of each input. For an output in input order (<c>grep</c>) pass them sorted by
    /// <see cref="string.CompareOrdinal(string, string)"/>.</param>
    /// <param name="splitBytes">Upper bound of a split in bytes, at least 1.</param>
    /// <param name="maxRangesPerSplit">Upper bound of ranges in a split, so that many tiny inputs make no giant work order.</param>
    /// <returns>The splits; an empty input takes part in none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A bound is below 1 or a length is negative.</exception>
    public static IEnumerable<InputSplit> Plan(
        IEnumerable<(string Name, long Length)> inputs, long splitBytes, int maxRangesPerSplit = 1024)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(splitBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRangesPerSplit, 1);
        return PlanCore(inputs, splitBytes, maxRangesPerSplit);
    }

    private static IEnumerable<InputSplit> PlanCore(
        IEnumerable<(string Name, long Length)> inputs, long splitBytes, int maxRangesPerSplit)
    {
        var index = 0;
        var ranges = new List<InputRange>();
        var room = splitBytes;
        foreach (var (name, length) in inputs)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(length);
            long offset = 0;
            while (offset < length)
            {
                if (ranges.Count == maxRangesPerSplit || room == 0 || (offset == 0 && StartsNext(length, room, splitBytes) && ranges.Count > 0))
                {
                    yield return new InputSplit(index++, ranges);
                    ranges = [];
                    room = splitBytes;
                }

                var take = Math.Min(room, length - offset);
                ranges.Add(new InputRange(name, offset, take));
                offset += take;
                room -= take;
            }
        }

        if (ranges.Count > 0)
        {
            yield return new InputSplit(index, ranges);
        }
    }

    /// <summary>
    /// Whether an input that does not fit into the room left is put whole into the next split. Only where that leaves little room
    /// unused: splits of one size keep the workers even, and that is worth a cut record.
    /// </summary>
    private static bool StartsNext(long length, long room, long splitBytes) =>
        length > room && Math.Min(length, room) <= splitBytes / SmallShare;
}
