using Microsoft.Azure.Functions.Worker;

namespace WorkDistribution.Functions.Speculation.Orchestration;

/// <summary>Runs the primary work or a branch.</summary>
internal sealed class RunActivity(CancellableRuns runs)
{
    /// <summary>Runs work. As all activities, it may run again after a crash.</summary>
    [Function(SpeculationFunctionNames.Run)]
    public Task<FinishedRun> RunAsync([ActivityTrigger] RunOrder order, CancellationToken cancellationToken) => runs.RunAsync(order, cancellationToken);
}
