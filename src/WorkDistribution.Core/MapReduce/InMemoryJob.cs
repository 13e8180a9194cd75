using System.Text;
using WorkDistribution.Core.Partitioning;

namespace WorkDistribution.Core.MapReduce;

/// <summary>Runs a job over documents in memory, in the calling process: for tests of jobs, and to try them out.</summary>
public static class InMemoryJob
{
    /// <summary>Runs every phase as a distributed run does, splits and runs included.</summary>
    /// <param name="createJob">Makes an instance for a task.</param>
    /// <param name="documents">Name and text of each input, in order.</param>
    /// <param name="splitBytes">Bytes of a split, from 1.</param>
    /// <param name="reducers">Number of parts, from 1.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    /// <returns>The parts, in order.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(
        Func<MapReduceJob> createJob,
        IReadOnlyList<(string Name, string Text)> documents,
        long splitBytes = 1024,
        int reducers = 2,
        CancellationToken cancellationToken = default)
    {
        var inputs = documents.ToDictionary(static d => d.Name, static d => Encoding.UTF8.GetBytes(d.Text));
        var parts = await RunAsync(createJob, inputs, splitBytes, reducers, static o => o, cancellationToken);
        return [.. parts.Select(static part => Encoding.UTF8.GetString(part.Bytes))];
    }

    /// <summary>Runs every phase over bytes, and returns counters too.</summary>
    internal static async Task<IReadOnlyList<InMemoryPart>> RunAsync(
        Func<MapReduceJob> createJob,
        IReadOnlyDictionary<string, byte[]> inputs,
        long splitBytes,
        int reducers,
        Func<MapOptions, MapOptions> configure,
        CancellationToken cancellationToken = default)
    {
        var splits = SplitPlanner.Plan(inputs.Select(static i => (i.Key, (long)i.Value.Length)), splitBytes).ToList();
        var options = configure(new MapOptions { Partitions = reducers, SplitCount = Math.Max(1, splits.Count) });
        if (createJob().Partitioning == PartitioningKind.SampledRange)
        {
            options = options with { RangeKeys = await KeySampler.SampleAsync(splits, Open, reducers, cancellationToken: cancellationToken) };
        }

        var segments = Enumerable.Range(0, reducers).Select(static _ => new List<RunSource>()).ToArray();
        foreach (var split in splits)
        {
            await MapAsync(createJob(), split, Open, options, segments, cancellationToken);
        }

        return [.. segments.Select(runs => Reduce(createJob(), runs, cancellationToken))];

        ValueTask<Stream> Open(InputRange range, CancellationToken token) =>
            new(new MemoryStream(inputs[range.Input], writable: false) { Position = range.Offset });
    }

    private static async Task MapAsync(
        MapReduceJob job, InputSplit split, InputOpener open, MapOptions options, List<RunSource>[] segments, CancellationToken cancellationToken)
    {
        var runs = new List<MemoryStream>();
        var output = await MapTask.RunAsync(job, split, open, options, CreateRun, progress: null, cancellationToken);
        foreach (var run in output.Runs)
        {
            for (var partition = 0; partition < segments.Length; partition++)
            {
                var (offset, length) = run.Segment(partition);
                if (length > 0)
                {
                    var bytes = runs[run.Sequence].ToArray().AsMemory((int)offset, (int)length).ToArray();
                    segments[partition].Add(new RunSource($"map-{split.Index}-run-{run.Sequence}", () => new MemoryStream(bytes)));
                }
            }
        }

        ValueTask<Stream> CreateRun(int sequence, CancellationToken token)
        {
            runs.Add(new MemoryStream());
            return new ValueTask<Stream>(runs[sequence]);
        }
    }

    private static InMemoryPart Reduce(MapReduceJob job, List<RunSource> runs, CancellationToken cancellationToken)
    {
        using var output = new MemoryStream();
        var counters = ReduceTask.Run(job, runs, output, options: null, progress: null, cancellationToken);
        return new InMemoryPart(output.ToArray(), counters);
    }
}
