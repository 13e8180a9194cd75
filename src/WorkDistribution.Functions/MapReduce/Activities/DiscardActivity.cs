using Microsoft.Azure.Functions.Worker;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.MapReduce.Activities;

/// <summary>Deletes everything a failed job wrote.</summary>
internal sealed class DiscardActivity(IObjectStore store)
{
    /// <summary>Deletes the objects of a job.</summary>
    /// <param name="job">Prefix of the job's objects.</param>
    /// <param name="cancellationToken">Cancels the activity.</param>
    [Function(MapReduceFunctionNames.Discard)]
    public Task RunAsync([ActivityTrigger] string job, CancellationToken cancellationToken) => store.DeletePrefixAsync(job, cancellationToken);
}
