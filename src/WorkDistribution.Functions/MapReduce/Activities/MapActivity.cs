using Microsoft.Azure.Functions.Worker;
using WorkDistribution.Core.MapReduce;
using WorkDistribution.Functions.MapReduce.Orchestration;
using WorkDistribution.Functions.MapReduce.Storage;
using WorkDistribution.Functions.ObjectStore;
using WorkDistribution.Functions.Speculation;

namespace WorkDistribution.Functions.MapReduce.Activities;

/// <summary>Maps one split into sorted runs.</summary>
/// <remarks>
/// Activities run at least once. Runs carry names of this attempt, and what counts is the layout that is written last, in one step: a
/// second execution finds it and does nothing, two at the same time write the same.
/// </remarks>
internal sealed class MapActivity(IObjectStore store, JobTasks tasks)
{
    /// <summary>Maps a split, unless that was done before.</summary>
    [Function(MapReduceFunctionNames.Map)]
    public async Task<MapCounters> RunAsync([ActivityTrigger] TaskOrder order, CancellationToken cancellationToken)
    {
        var layout = new JobLayout(order.Job);
        var done = await store.TryReadJsonAsync<StoredMapOutput>(layout.MapOutput(order.Index), cancellationToken);
        done ??= await SupersededAttempt.RunAsync(
            store, layout.MapOutput(order.Index), layout.Description, token => MapAsync(layout, order.Index, token), cancellationToken);
        return new MapCounters(done.InputBytes, done.Records);
    }

    private async Task<StoredMapOutput> MapAsync(JobLayout layout, int index, CancellationToken cancellationToken)
    {
        var description = await tasks.DescribeAsync(layout, cancellationToken);
        var (splits, open) = await tasks.ReadSplitsAsync(layout, description, [index], cancellationToken);
        var job = tasks.Create(description);
        var options = new MapOptions
        {
            Partitions = description.Reducers,
            SplitCount = description.Splits,
            RangeKeys = job.Partitioning == PartitioningKind.SampledRange && description.Reducers > 1
                ? await store.ReadJsonAsync<byte[][]>(layout.RangeKeys, cancellationToken)
                : [],
        };

        var attempt = Guid.NewGuid().ToString("N")[..12];
        var output = await MapTask.RunAsync(job, splits[0], open, options, CreateRunAsync, cancellationToken: cancellationToken);
        var stored = new StoredMapOutput(
            output.InputBytes,
            output.Records,
            output.Emitted,
            output.Shuffled,
            [.. output.Runs.Select(run => new StoredRun(layout.Run(index, attempt, run.Sequence), run.PartitionBytes))]);
        await store.WriteJsonAsync(layout.MapOutput(index), stored, cancellationToken);
        return stored;

        async ValueTask<Stream> CreateRunAsync(int sequence, CancellationToken token) =>
            new CommittingStream(await store.CreateAsync(layout.Run(index, attempt, sequence), transient: true, token));
    }
}
