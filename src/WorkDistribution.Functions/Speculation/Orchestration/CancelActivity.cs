using Microsoft.Azure.Functions.Worker;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.Speculation.Orchestration;

/// <summary>Tells runs to stop, wherever they run.</summary>
internal sealed class CancelActivity(IObjectStore store)
{
    /// <summary>Cancels runs.</summary>
    [Function(SpeculationFunctionNames.Cancel)]
    public async Task RunAsync([ActivityTrigger] CancelOrder order, CancellationToken cancellationToken)
    {
        foreach (var run in order.Runs)
        {
            await store.WriteJsonAsync(SpeculationLayout.Cancellation(order.Speculation, run), true, cancellationToken);
        }
    }
}
