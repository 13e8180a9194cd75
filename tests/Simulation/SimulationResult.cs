namespace WorkDistribution.Simulation;

/// <summary>What came of the run of one seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Failure">Why the run failed, or null.</param>
/// <param name="Trace">A hash of everything that happened; the same for every run of the seed.</param>
/// <param name="Operations">Store operations.</param>
/// <param name="Crashes">How often the process ended.</param>
/// <param name="ActivityRuns">How often activities ran.</param>
/// <param name="ActivityOutcomes">Outcomes of activities that were recorded; the difference ran again after a crash.</param>
/// <param name="Stops">How often the engine was stopped in good order.</param>
/// <param name="Rejections">Steps that the store refused for good.</param>
/// <param name="Workloads">What ran.</param>
internal sealed record SimulationResult(
    int Seed, string? Failure, ulong Trace, int Operations, int Crashes, int ActivityRuns, int ActivityOutcomes,
    int Stops, int Rejections, string Workloads);
