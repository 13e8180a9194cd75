namespace WorkDistribution.Functions.TaskGraphs.Orchestration;

/// <summary>The shape of a graph, as its orchestration gets it; what the nodes do is in the object store.</summary>
/// <param name="Nodes">The nodes.</param>
/// <param name="Edges">Pairs of indices: from, to.</param>
/// <param name="MaxParallel">Most nodes that run at a time.</param>
internal sealed record GraphOrder(IReadOnlyList<NodeShape> Nodes, IReadOnlyList<int[]> Edges, int MaxParallel);
