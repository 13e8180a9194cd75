using System.Globalization;

namespace WorkDistribution.Simulation;

/// <summary>What came of a batch of seeds.</summary>
internal sealed record SimulationSummary(
    int Seeds, long Operations, long Crashes, long ActivityRuns, long ActivityOutcomes, long Stops, long Rejections,
    SimulationResult? FirstFailure)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Seeds} seeds, {Operations} store operations, {Crashes} crashes, {Stops} stops, {Rejections} refused steps, {ActivityRuns} activity runs for {ActivityOutcomes} outcomes.");
}
