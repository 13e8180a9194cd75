using WorkDistribution.Core.TaskGraphs;

namespace WorkDistribution.Functions.TaskGraphs.Requests;

/// <summary>A graph that was read and found good.</summary>
/// <param name="Graph">The graph; a node without an expected time counts as 0.</param>
/// <param name="Nodes">What the nodes do, in the same order.</param>
/// <param name="Edges">The edges.</param>
/// <param name="MaxParallel">Most nodes that run at a time.</param>
internal sealed record GraphRequest(TaskGraph Graph, IReadOnlyList<NodeRequest> Nodes, IReadOnlyList<TaskEdge> Edges, int MaxParallel);
