using WorkDistribution.Core.Partitioning;

namespace WorkDistribution.Core.MapReduce;

/// <summary>Runs the map phase of one split.</summary>
public static class MapTask
{
    /// <summary>
    /// Reads a split, maps and combines its records and writes them as sorted runs. Reading ahead is asynchronous; mapping runs
    /// on the calling thread over whole buffers.
    /// </summary>
    /// <param name="job">An instance of the job for this task alone.</param>
    /// <param name="split">The split.</param>
    /// <param name="open">Opens an input.</param>
    /// <param name="options">Facts about the job, and bounds.</param>
    /// <param name="createRun">Opens the streams for runs; called for 0, 1, 2 … and not at all when nothing is emitted.</param>
    /// <param name="progress">Told the bytes of the split done since the last call; about once a buffer.</param>
    /// <param name="cancellationToken">Cancels between two buffers.</param>
    /// <returns>Counters and the layout of the runs.</returns>
    /// <exception cref="MapReduceUserException">The input or a parameter breaks a documented bound: do not retry.</exception>
    public static async Task<MapOutput> RunAsync(
        MapReduceJob job,
        InputSplit split,
        InputOpener open,
        MapOptions options,
        RunCreator createRun,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options.Validate(split.Index);
        var context = new MapContext(job, split.Index, options);
        var collector = job.CreateCollector(context);
        var runs = new List<MapRun>();
        var reader = new RangeReader(options.ReadBytes);
        foreach (var range in split.Ranges)
        {
            await reader.ReadAsync(range, job.Format, open, collector, SpillIfFullAsync, progress, cancellationToken);
        }

        if (collector.HasPairs)
        {
            await SpillAsync();
        }

        return new MapOutput(split.Bytes, collector.Records, collector.Emitted, collector.Shuffled, runs);

        ValueTask SpillIfFullAsync() => collector.BytesHeld < options.MemoryBudgetBytes ? default : SpillAsync();

        async ValueTask SpillAsync()
        {
            await using var stream = await createRun(runs.Count, cancellationToken);
            var writer = new RunWriter(stream, job.RunsHoldCounts, cancellationToken);
            var sizes = collector.Spill(writer);
            await stream.FlushAsync(cancellationToken);
            runs.Add(new MapRun(runs.Count, sizes));
        }
    }
}
