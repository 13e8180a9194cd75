using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using WorkDistribution.Functions.MapReduce.Orchestration;
using WorkDistribution.Functions.MapReduce.Storage;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.MapReduce.Activities;

/// <summary>Turns the layouts of all map outputs into one list of segments for each reducer, so that a reducer reads one object to begin.</summary>
internal sealed class ShuffleActivity(IObjectStore store, JobTasks tasks)
{
    private const int ParallelReads = 16;

    /// <summary>Writes the lists of segments.</summary>
    /// <returns>The number of runs.</returns>
    [Function(MapReduceFunctionNames.Shuffle)]
    public async Task<int> RunAsync([ActivityTrigger] ShuffleOrder order, CancellationToken cancellationToken)
    {
        var layout = new JobLayout(order.Job);
        var description = await tasks.DescribeAsync(layout, cancellationToken);
        var outputs = await ReadOutputsAsync(layout, description.Splits, order.FailedSplits.ToHashSet(), cancellationToken);

        var segments = new List<StoredSegment>[description.Reducers];
        for (var reducer = 0; reducer < segments.Length; reducer++)
        {
            segments[reducer] = [];
        }

        foreach (var run in outputs.SelectMany(static output => output.Runs))
        {
            long offset = 0;
            for (var reducer = 0; reducer < segments.Length; reducer++)
            {
                if (run.PartitionBytes[reducer] > 0)
                {
                    segments[reducer].Add(new StoredSegment(run.Name, offset));
                    offset += run.PartitionBytes[reducer];
                }
            }
        }

        for (var reducer = 0; reducer < segments.Length; reducer++)
        {
            await store.WriteJsonAsync(layout.Segments(reducer), segments[reducer], cancellationToken);
        }

        var totals = new ShuffleTotals(outputs.Sum(static output => output.Emitted), outputs.Sum(static output => output.Shuffled));
        await store.WriteJsonAsync(layout.ShuffleTotals, totals, cancellationToken);
        return outputs.Sum(static output => output.Runs.Count);
    }

    private async Task<IReadOnlyList<StoredMapOutput>> ReadOutputsAsync(
        JobLayout layout, int splits, HashSet<int> failed, CancellationToken cancellationToken)
    {
        var outputs = new ConcurrentDictionary<int, StoredMapOutput>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ParallelReads, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, splits).Where(split => !failed.Contains(split)), parallel, async (split, token) =>
            outputs[split] = await store.ReadJsonAsync<StoredMapOutput>(layout.MapOutput(split), token));
        return [.. outputs.OrderBy(static output => output.Key).Select(static output => output.Value)];
    }
}
