namespace WorkDistribution.Core.TaskGraphs;

/// <summary>One reason why nodes and edges make no task graph.</summary>
/// <param name="Field">Where: <c>nodes</c>, <c>nodes[2].id</c>, <c>edges[0]</c>.</param>
/// <param name="Message">What is wrong and, for a cycle, the path of it.</param>
public sealed record GraphProblem(string Field, string Message);
