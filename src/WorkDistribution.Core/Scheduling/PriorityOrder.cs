namespace WorkDistribution.Core.Scheduling;

/// <summary>The order in which a worker tries the levels.</summary>
/// <param name="Levels">
/// Every level by its index, each once: first those known to have work, then the others, because what is known may be out of date.
/// </param>
/// <param name="IsForced">Whether the first one is served ahead of a more urgent one that has work, because it was starving.</param>
public sealed record PriorityOrder(IReadOnlyList<int> Levels, bool IsForced);
