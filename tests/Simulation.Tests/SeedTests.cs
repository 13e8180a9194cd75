namespace WorkDistribution.Simulation.Tests;

public sealed class SeedTests
{
    [Fact]
    public void Every_seed_keeps_the_invariants()
    {
        var summary = SimulationBatch.Run(firstSeed: 1, seeds: 2000);

        Assert.True(summary.FirstFailure is null, $"Seed {summary.FirstFailure?.Seed}: {summary.FirstFailure?.Failure}");
        Assert.Equal(2000, summary.Seeds);

        // The simulator is of use only if it does crash engines and make activities run again.
        Assert.True(summary.Crashes > 1000, $"Only {summary.Crashes} crashes.");
        Assert.True(summary.ActivityRuns > summary.ActivityOutcomes, "No activity ran again.");
        Assert.True(summary.Stops > 200, $"Only {summary.Stops} stops.");
        Assert.True(summary.Rejections > 200, $"Only {summary.Rejections} steps were refused for good.");
    }

    [Fact]
    public void Seed_reproduces_its_run()
    {
        for (var seed = 1; seed <= 100; seed++)
        {
            Assert.Equal(SimulationRun.Of(seed), SimulationRun.Of(seed));
        }
    }

    /// <summary>Seeds that found faults in the engine. A change of the simulator may change what they do.</summary>
    [Theory]
    [InlineData(16)]
    [InlineData(3169)]
    [InlineData(12203)]
    [InlineData(22695)]
    [InlineData(927)]
    [InlineData(2678)]
    [InlineData(4034)]
    public void Seed_that_failed_once_keeps_the_invariants(int seed) => Assert.Null(SimulationRun.Of(seed).Failure);
}
