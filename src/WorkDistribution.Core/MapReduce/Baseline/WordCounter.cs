using WorkDistribution.Core.Partitioning;

namespace WorkDistribution.Core.MapReduce;

/// <summary>
/// Counts words in one process without a framework: a thread a core, one table a thread, merged at the end. The yardstick that
/// the distributed word count is measured with; it shares the tokenizer and the hash table, so the ratio is what the framework costs.
/// </summary>
public static class WordCounter
{
    private const int ReadBytes = 256 * 1024;

    /// <summary>Counts the words of inputs.</summary>
    /// <param name="inputs">Name and length of each input.</param>
    /// <param name="open">Opens an input synchronously; the stream stands at the offset of the range.</param>
    /// <param name="threads">Number of threads, from 1; usually that of the cores.</param>
    /// <param name="cancellationToken">Cancels between two buffers.</param>
    /// <returns>The counts, sorted by word.</returns>
    public static WordCounts Count(
        IEnumerable<(string Name, long Length)> inputs,
        Func<InputRange, Stream> open,
        int threads,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        // Pieces well below a thread's share keep the threads even; larger ones would leave one of them idle at the end.
        var splits = SplitPlanner.Plan(inputs, 4 * 1024 * 1024).ToList();
        var tables = Enumerable.Range(0, threads).Select(static _ => new CountTable()).ToArray();
        var next = -1;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, worker =>
        {
            var mapper = new TableMapper(tables[worker]);
            var reader = new RangeReader(ReadBytes);
            int index;
            while ((index = Interlocked.Increment(ref next)) < splits.Count)
            {
                foreach (var range in splits[index].Ranges)
                {
                    reader.Read(range, RecordFormat.Text, open, mapper, cancellationToken);
                }
            }
        });

        var total = tables[0];
        foreach (var table in tables.AsSpan(1))
        {
            table.AddTo(total);
        }

        return new WordCounts(total);
    }
}
