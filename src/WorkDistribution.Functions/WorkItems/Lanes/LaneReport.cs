namespace WorkDistribution.Functions.WorkItems.Lanes;

/// <summary>What a process has done about affinity lanes since it started.</summary>
/// <param name="Attempts">Lanes of others that it looked at in order to steal from them.</param>
/// <param name="Successes">Attempts that got items.</param>
/// <param name="Stolen">Items that it got so.</param>
/// <param name="MovedLanes">Lanes that it gave to another owner, as the rebalancer.</param>
/// <param name="MovedItems">Items that it moved to another worker, as the rebalancer: those in the lanes, and those moved singly.</param>
internal sealed record LaneReport(long Attempts, long Successes, long Stolen, long MovedLanes, long MovedItems)
{
    /// <summary>Nothing.</summary>
    public static LaneReport None { get; } = new(0, 0, 0, 0, 0);
}
