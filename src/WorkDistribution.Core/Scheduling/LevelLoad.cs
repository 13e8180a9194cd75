namespace WorkDistribution.Core.Scheduling;

/// <summary>What a priority policy sees of one level.</summary>
/// <param name="Waiting">Items that could be served now, from 0.</param>
/// <param name="RecentlyServed">Items served within the recent past that all levels are compared over, from 0.</param>
public readonly record struct LevelLoad(long Waiting, long RecentlyServed);
