using Microsoft.Azure.Functions.Worker;
using WorkDistribution.Functions.ObjectStore;
using WorkDistribution.Functions.Pipelines.Storage;

namespace WorkDistribution.Functions.Pipelines.Activities;

/// <summary>Tells the running items of a pipeline, wherever they run, that it was stopped.</summary>
internal sealed class StopActivity(IObjectStore store)
{
    /// <summary>Stops the items of a pipeline.</summary>
    /// <param name="run">Prefix of the pipeline's objects.</param>
    /// <param name="cancellationToken">Cancels the activity.</param>
    [Function(PipelineFunctionNames.Stop)]
    public Task RunAsync([ActivityTrigger] string run, CancellationToken cancellationToken) =>
        store.DeletePrefixAsync(new PipelineLayout(run).Running, cancellationToken);
}
