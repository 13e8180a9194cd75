namespace WorkDistribution.Simulation.Engine;

/// <summary>The time of the simulated world, which outlives the engine. It passes only when it is told to.</summary>
internal sealed class SimulatedTime
{
    /// <summary>UTC ticks.</summary>
    public long Now { get; private set; } = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).UtcTicks;

    public void AdvanceTo(long ticks) => Now = Math.Max(Now, ticks);
}
