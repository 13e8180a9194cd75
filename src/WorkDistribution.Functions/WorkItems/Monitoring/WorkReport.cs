using WorkDistribution.Functions.WorkItems.Lanes;

namespace WorkDistribution.Functions.WorkItems.Monitoring;

/// <summary>What a process tells the entity <c>WorkMonitor</c>, once a batch.</summary>
/// <param name="Worker">The process.</param>
/// <param name="At">When it reports.</param>
/// <param name="Levels">What happened since its last report, one entry a level.</param>
/// <param name="Waits">How long the items that ended had waited for a worker.</param>
/// <param name="Durations">How long their handlers took.</param>
/// <param name="Pool">What its pool has done so far.</param>
/// <param name="BatchSize">Items that it claims at a time.</param>
internal sealed record WorkReport(
    string Worker,
    DateTimeOffset At,
    IReadOnlyList<LevelOutcomes> Levels,
    IReadOnlyList<Timing> Waits,
    IReadOnlyList<Timing> Durations,
    PoolReport Pool,
    int BatchSize)
{
    /// <summary>What it has done about affinity lanes so far.</summary>
    public LaneReport Lanes { get; init; } = LaneReport.None;
}
