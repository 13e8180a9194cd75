using Microsoft.Azure.Functions.Worker;
using WorkDistribution.Core.MapReduce;
using WorkDistribution.Functions.MapReduce.Storage;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.MapReduce.Activities;

/// <summary>Finds the keys that part the output of a sorting job into ranges of about equal size.</summary>
internal sealed class SampleActivity(IObjectStore store, JobTasks tasks)
{
    private const int SampledSplits = 128;

    /// <summary>Samples the input and stores the keys.</summary>
    /// <param name="job">Prefix of the job's objects.</param>
    /// <param name="cancellationToken">Cancels the activity.</param>
    /// <returns>The number of keys, at most one less than the reducers.</returns>
    [Function(MapReduceFunctionNames.Sample)]
    public async Task<int> RunAsync([ActivityTrigger] string job, CancellationToken cancellationToken)
    {
        var layout = new JobLayout(job);
        var description = await tasks.DescribeAsync(layout, cancellationToken);
        var count = Math.Min(description.Splits, SampledSplits);
        var indices = Enumerable.Range(0, count).Select(i => (int)((long)i * description.Splits / count));
        var (splits, open) = await tasks.ReadSplitsAsync(layout, description, indices, cancellationToken);
        var keys = await KeySampler.SampleAsync(splits, open, description.Reducers, cancellationToken: cancellationToken);
        await store.WriteJsonAsync(layout.RangeKeys, keys, cancellationToken);
        return keys.Count;
    }
}
