namespace WorkDistribution.Core.TaskGraphs;

/// <summary>Nodes and edges make no task graph: duplicate or unknown nodes, duplicate edges, or a cycle.</summary>
/// <param name="problems">All that is wrong.</param>
public sealed class InvalidTaskGraphException(IReadOnlyList<GraphProblem> problems)
    : Exception(string.Join(" ", problems.Select(static problem => $"{problem.Field}: {problem.Message}")))
{
    /// <summary>All that is wrong.</summary>
    public IReadOnlyList<GraphProblem> Problems { get; } = problems;
}
