namespace WorkDistribution.Core.TaskGraphs;

/// <summary>A dependency: <paramref name="To"/> starts when <paramref name="From"/> is done.</summary>
/// <param name="From">The id of the node that comes first.</param>
/// <param name="To">The id of the node that waits for it.</param>
public sealed record TaskEdge(string From, string To);
