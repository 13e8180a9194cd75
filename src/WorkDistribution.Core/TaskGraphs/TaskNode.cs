namespace WorkDistribution.Core.TaskGraphs;

/// <summary>A task of a graph.</summary>
/// <param name="Id">Its name, unique in the graph.</param>
/// <param name="ExpectedMs">How long it is expected to run, in milliseconds, at least 0.</param>
public sealed record TaskNode(string Id, double ExpectedMs);
