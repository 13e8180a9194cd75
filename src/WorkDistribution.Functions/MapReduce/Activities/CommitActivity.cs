using Microsoft.Azure.Functions.Worker;
using WorkDistribution.Core.MapReduce;
using WorkDistribution.Functions.MapReduce.Orchestration;
using WorkDistribution.Functions.MapReduce.Requests;
using WorkDistribution.Functions.MapReduce.Storage;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.MapReduce.Activities;

/// <summary>Writes the manifest, which makes the output complete, and deletes the intermediate objects.</summary>
internal sealed class CommitActivity(IObjectStore store, JobTasks tasks)
{
    /// <summary>Commits a job; once more if it was committed before.</summary>
    /// <param name="job">Prefix of the job's objects.</param>
    /// <param name="cancellationToken">Cancels the activity.</param>
    [Function(MapReduceFunctionNames.Commit)]
    public async Task<CommittedJob> RunAsync([ActivityTrigger] string job, CancellationToken cancellationToken)
    {
        var layout = new JobLayout(job);
        var manifest = await store.TryReadJsonAsync<JobManifest>(layout.Manifest, cancellationToken);
        if (manifest is null)
        {
            manifest = await CreateManifestAsync(layout, cancellationToken);
            await store.WriteJsonAsync(layout.Manifest, manifest, cancellationToken, transient: false);
        }

        var description = await store.TryReadJsonAsync<JobDescription>(layout.Description, cancellationToken);
        if (description?.Input.Documents is { } documents)
        {
            await store.DeletePrefixAsync(documents, cancellationToken);
        }

        await store.DeletePrefixAsync(layout.Work, cancellationToken);
        return new CommittedJob(
            manifest.MapOutputRecords, manifest.ShuffledRecords, manifest.DistinctKeys, manifest.TotalCount, store.Locate(layout.Output));
    }

    private async Task<JobManifest> CreateManifestAsync(JobLayout layout, CancellationToken cancellationToken)
    {
        var description = await tasks.DescribeAsync(layout, cancellationToken);
        var totals = await store.ReadJsonAsync<ShuffleTotals>(layout.ShuffleTotals, cancellationToken);
        var parts = new List<ReduceOutput>();
        for (var reducer = 0; reducer < description.Reducers; reducer++)
        {
            parts.Add(await store.ReadJsonAsync<ReduceOutput>(layout.ReduceOutput(reducer), cancellationToken));
        }

        return new JobManifest(
            description.Job,
            description.Parameters,
            description.InputBytes,
            description.Splits,
            totals.Emitted,
            totals.Shuffled,
            parts.Sum(static part => part.DistinctKeys),
            parts.Sum(static part => part.TotalCount),
            [.. parts.Select(static (part, reducer) => new ManifestPart(JobLayout.PartName(reducer), part.OutputRecords, part.OutputBytes))],
            TopEntry.Merge(parts.Select(static part => part.Top), RequestLimits.MaxTop));
    }
}
