using Microsoft.Azure.Functions.Worker;

namespace WorkDistribution.Functions.Speculation.Orchestration;

/// <summary>Tells whether there is room for speculation.</summary>
internal sealed class IdleActivity(CancellableRuns runs)
{
    /// <summary>Workers without work, one for the primary work set aside.</summary>
    [Function(SpeculationFunctionNames.Idle)]
    public int Run([ActivityTrigger] string speculation) => Math.Max(0, runs.Idle - 1);
}
