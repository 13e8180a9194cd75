namespace WorkDistribution.Functions.TaskGraphs.Orchestration;

/// <summary>Orders one node to be run.</summary>
/// <param name="GraphId">The graph.</param>
/// <param name="Index">The node's index.</param>
internal sealed record NodeOrder(string GraphId, int Index);
