namespace WorkDistribution.Functions.WorkItems.Priorities;

/// <summary>What a count of the pending index found at one level.</summary>
/// <param name="Depth">Unfinished items.</param>
/// <param name="OldestDue">Since when the oldest item that can be served is waiting; null if none is.</param>
internal sealed record LevelCount(long Depth, DateTimeOffset? OldestDue);
