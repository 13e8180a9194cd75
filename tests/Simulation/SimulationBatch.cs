namespace WorkDistribution.Simulation;

/// <summary>Runs many seeds, on all cores; each run keeps to one thread.</summary>
internal static class SimulationBatch
{
    /// <summary>Runs seeds in ascending order, and starts no more once one has failed.</summary>
    public static SimulationSummary Run(int firstSeed, int seeds, SimulationSettings? settings = null)
    {
        var gate = new Lock();
        var summary = new SimulationSummary(0, 0, 0, 0, 0, 0, 0, null);
        Parallel.For(firstSeed, firstSeed + seeds, (seed, loop) =>
        {
            var result = SimulationRun.Of(seed, settings);
            lock (gate)
            {
                summary = Add(summary, result);
            }

            if (result.Failure is not null)
            {
                loop.Break();
            }
        });
        return summary;
    }

    private static SimulationSummary Add(SimulationSummary summary, SimulationResult result) => new(
        summary.Seeds + 1,
        summary.Operations + result.Operations,
        summary.Crashes + result.Crashes,
        summary.ActivityRuns + result.ActivityRuns,
        summary.ActivityOutcomes + result.ActivityOutcomes,
        summary.Stops + result.Stops,
        summary.Rejections + result.Rejections,
        result.Failure is not null && !(summary.FirstFailure?.Seed < result.Seed) ? result : summary.FirstFailure);
}
