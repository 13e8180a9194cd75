namespace WorkDistribution.Functions.TaskGraphs.Orchestration;

/// <summary>How a graph ended; outputs are in the object store.</summary>
/// <param name="AchievedMs">From its start to the end of its last node.</param>
/// <param name="Workers">Most nodes that ran at a time.</param>
/// <param name="Nodes">The nodes, in their order.</param>
internal sealed record GraphOutcome(double AchievedMs, int Workers, IReadOnlyList<NodeOutcome> Nodes);
