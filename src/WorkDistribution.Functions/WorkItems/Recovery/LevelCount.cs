namespace WorkDistribution.Functions.WorkItems.Recovery;

/// <summary>What the detector counted at one level.</summary>
/// <param name="Depth">Unfinished items.</param>
/// <param name="Claimable">Items that could be served and wait for a worker.</param>
/// <param name="Running">Items that a worker runs.</param>
/// <param name="OldestDue">Since when the oldest item that could be served is waiting; null if none is.</param>
internal sealed record LevelCount(long Depth, long Claimable, long Running, DateTimeOffset? OldestDue);
