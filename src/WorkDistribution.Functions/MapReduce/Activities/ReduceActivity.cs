using Microsoft.Azure.Functions.Worker;
using WorkDistribution.Core.MapReduce;
using WorkDistribution.Functions.MapReduce.Orchestration;
using WorkDistribution.Functions.MapReduce.Requests;
using WorkDistribution.Functions.MapReduce.Storage;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.MapReduce.Activities;

/// <summary>Merges the segments of one reducer and writes its part. Idempotent in the same way as <see cref="MapActivity"/>.</summary>
internal sealed class ReduceActivity(IObjectStore store, JobTasks tasks)
{
    /// <summary>Reduces a part, unless that was done before.</summary>
    /// <returns>The number of the part.</returns>
    [Function(MapReduceFunctionNames.Reduce)]
    public async Task<int> RunAsync([ActivityTrigger] TaskOrder order, CancellationToken cancellationToken)
    {
        var layout = new JobLayout(order.Job);
        if (!await store.ExistsAsync(layout.ReduceOutput(order.Index), cancellationToken))
        {
            await ReduceAsync(layout, order.Index, cancellationToken);
        }

        return order.Index;
    }

    private async Task ReduceAsync(JobLayout layout, int reducer, CancellationToken cancellationToken)
    {
        var description = await tasks.DescribeAsync(layout, cancellationToken);
        var segments = await store.ReadJsonAsync<StoredSegment[]>(layout.Segments(reducer), cancellationToken);
        var sources = segments.Select(segment => new RunSource(segment.Run, () => Open(segment, cancellationToken))).ToList();
        var options = new ReduceOptions { Top = RequestLimits.MaxTop, CreateScratch = ScratchFile.Create };

        await using var part = await store.CreateAsync(layout.Part(reducer), cancellationToken: cancellationToken);
        var output = ReduceTask.Run(tasks.Create(description), sources, part.Content, options, cancellationToken: cancellationToken);
        await part.CommitAsync(cancellationToken);
        await store.WriteJsonAsync(layout.ReduceOutput(reducer), output, cancellationToken);
    }

    // A merge compares and copies in one synchronous loop, and opens a run only when it reaches it.
    private Stream Open(StoredSegment segment, CancellationToken cancellationToken) =>
        store.OpenReadAsync(segment.Run, segment.Offset, cancellationToken).GetAwaiter().GetResult();
}
