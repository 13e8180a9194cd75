using WorkDistribution.Core.Partitioning;

namespace WorkDistribution.Core.MapReduce;

/// <summary>Finds the keys that part the key space of a sort into ranges of about equal size, from a sample of the lines.</summary>
public static class KeySampler
{
    /// <summary>Samples the inputs at even distances.</summary>
    /// <param name="splits">The splits of the job.</param>
    /// <param name="open">Opens an input.</param>
    /// <param name="partitions">Number of reducers, from 1.</param>
    /// <param name="samples">Places to sample, from 1; default 128.</param>
    /// <param name="sampleBytes">Bytes read at each place; default 32 KiB. A line longer than that is no sample.</param>
    /// <param name="cancellationToken">Cancels between two places.</param>
    /// <returns>
    /// For <see cref="MapOptions.RangeKeys"/>: at most <paramref name="partitions"/> - 1 ascending keys, fewer when the sample has too
    /// few different ones. A pure function of the inputs and the arguments.
    /// </returns>
    public static async Task<IReadOnlyList<byte[]>> SampleAsync(
        IReadOnlyList<InputSplit> splits,
        InputOpener open,
        int partitions,
        int samples = 128,
        int sampleBytes = 32 * 1024,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleBytes, 1);
        if (partitions == 1)
        {
            return [];
        }

        var keys = new List<byte[]>();
        foreach (var range in Places(splits, samples, sampleBytes))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await SampleRangeAsync(range, open, keys, sampleBytes, cancellationToken);
        }

        return Quantiles(keys, partitions);
    }

    /// <summary>Picks the ascending, different keys that part a sample into equal ranges.</summary>
    internal static List<byte[]> Quantiles(List<byte[]> keys, int partitions)
    {
        keys.Sort(static (left, right) => left.AsSpan().SequenceCompareTo(right));
        var chosen = new List<byte[]>();
        for (var i = 1; i < partitions && keys.Count > 0; i++)
        {
            var key = keys[(int)((long)i * keys.Count / partitions)];
            if (chosen.Count == 0 || chosen[^1].AsSpan().SequenceCompareTo(key) < 0)
            {
                chosen.Add(key);
            }
        }

        return chosen;
    }

    private static IEnumerable<InputRange> Places(IReadOnlyList<InputSplit> splits, int samples, int sampleBytes)
    {
        var total = splits.Sum(static split => split.Bytes);
        var step = Math.Max(1, total / samples);
        long seen = 0, next = step / 2;
        foreach (var range in splits.SelectMany(static split => split.Ranges))
        {
            while (next < seen + range.Length)
            {
                var offset = range.Offset + next - seen;
                yield return range with { Offset = offset, Length = Math.Min(sampleBytes, seen + range.Length - next) };
                next += step;
            }

            seen += range.Length;
        }
    }

    private static async Task SampleRangeAsync(
        InputRange range, InputOpener open, List<byte[]> keys, int sampleBytes, CancellationToken cancellationToken)
    {
        await using var stream = await open(range, cancellationToken);
        var buffer = new byte[sampleBytes];
        var length = await stream.ReadAtLeastAsync(buffer, sampleBytes, throwOnEndOfStream: false, cancellationToken);
        var endOfInput = length < sampleBytes;
        var position = range.Offset == 0 ? 0 : RecordBoundary.Find(RecordFormat.Lines, buffer.AsSpan(0, length), 0, endOfInput, out _);
        while (position >= 0 && position < length)
        {
            var end = RecordBoundary.Find(RecordFormat.Lines, buffer.AsSpan(0, length), position, endOfInput, out _);
            if (end >= 0)
            {
                keys.Add(buffer.AsSpan(position..end).TrimEnd("\r\n"u8).ToArray());
            }

            position = end;
        }
    }
}
