using Microsoft.Azure.Functions.Worker;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.Pipelines.Activities;

/// <summary>Deletes everything a failed pipeline wrote.</summary>
internal sealed class DiscardActivity(IObjectStore store)
{
    /// <summary>Deletes the objects of a pipeline.</summary>
    /// <param name="run">Prefix of the pipeline's objects.</param>
    /// <param name="cancellationToken">Cancels the activity.</param>
    [Function(PipelineFunctionNames.Discard)]
    public Task RunAsync([ActivityTrigger] string run, CancellationToken cancellationToken) => store.DeletePrefixAsync(run, cancellationToken);
}
