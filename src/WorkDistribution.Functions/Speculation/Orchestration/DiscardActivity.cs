using Microsoft.Azure.Functions.Worker;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.Speculation.Orchestration;

/// <summary>Deletes the cancellations of a speculation that ended.</summary>
internal sealed class DiscardActivity(IObjectStore store)
{
    /// <summary>Deletes them.</summary>
    /// <param name="speculation">The orchestration's id.</param>
    /// <param name="cancellationToken">Cancels the activity.</param>
    [Function(SpeculationFunctionNames.Discard)]
    public Task RunAsync([ActivityTrigger] string speculation, CancellationToken cancellationToken) =>
        store.DeletePrefixAsync(SpeculationLayout.Root(speculation), cancellationToken);
}
