namespace WorkDistribution.Functions.TaskGraphs.Orchestration;

/// <summary>The custom status while a graph runs: numbers of nodes.</summary>
internal sealed record GraphProgress(int Nodes, int Running, int Completed, int Failed, int Cancelled);
