namespace WorkDistribution.Functions.TaskGraphs.Orchestration;

/// <summary>Orders one node to be run.</summary>
/// <param name="GraphId">The graph.</param>
/// <param name="Index">The node's index.</param>
/// <param name="Attempt">Number of the attempt, from 1.</param>
internal sealed record NodeOrder(string GraphId, int Index, int Attempt = 1);
