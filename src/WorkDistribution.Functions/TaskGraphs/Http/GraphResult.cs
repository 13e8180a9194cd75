using System.Text.Json;
using WorkDistribution.Core.TaskGraphs;
using WorkDistribution.Functions.TaskGraphs.Orchestration;

namespace WorkDistribution.Functions.TaskGraphs.Http;

/// <summary>A finished graph as clients read it.</summary>
/// <param name="Id">The graph.</param>
/// <param name="State"><c>COMPLETED</c>, or <c>FAILED</c> if any node failed.</param>
/// <param name="SequentialMs">One worker's time: the sum over the nodes that ran, each with its expected time, else the measured one.</param>
/// <param name="CriticalPathMs">The least time with any number of workers, by the same times.</param>
/// <param name="AchievedMs">From start to end, as measured.</param>
/// <param name="Speedup"><paramref name="SequentialMs"/> / <paramref name="AchievedMs"/>.</param>
/// <param name="Utilisation">Measured busy time / (<paramref name="AchievedMs"/> × <paramref name="Workers"/>), from 0 to 1.</param>
/// <param name="Workers">Most nodes that ran at a time.</param>
/// <param name="CriticalPath">The nodes of a longest path.</param>
/// <param name="Nodes">All nodes, in the order given.</param>
/// <param name="Gantt">When each ran.</param>
internal sealed record GraphResult(
    string Id,
    string State,
    double SequentialMs,
    double CriticalPathMs,
    double AchievedMs,
    double Speedup,
    double Utilisation,
    int Workers,
    IReadOnlyList<string> CriticalPath,
    IReadOnlyList<GraphNodeResult> Nodes,
    IReadOnlyList<GanttBar> Gantt)
{
    /// <summary>Puts a result together.</summary>
    /// <param name="id">The graph.</param>
    /// <param name="order">Its shape.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="outputs">The outputs of the completed nodes, by index.</param>
    public static GraphResult From(string id, GraphOrder order, GraphOutcome outcome, IReadOnlyDictionary<int, JsonElement?> outputs)
    {
        // What never ran takes no time.
        var times = outcome.Nodes.Select((node, i) => node.StartMs is null ? 0 : order.Nodes[i].ExpectedMs ?? Duration(node)!.Value).ToList();
        var graph = TaskGraph.Create(
            [.. order.Nodes.Select((node, i) => new TaskNode(node.Id, times[i]))],
            [.. order.Edges.Select(edge => new TaskEdge(order.Nodes[edge[0]].Id, order.Nodes[edge[1]].Id))]);
        var busy = outcome.Nodes.Sum(static node => Duration(node) ?? 0);
        return new GraphResult(
            id,
            outcome.Nodes.Any(static node => node.State == NodeOutcome.Failed) ? NodeOutcome.Failed : NodeOutcome.Completed,
            Round(graph.SequentialMs),
            Round(graph.CriticalPathMs),
            Round(outcome.AchievedMs),
            outcome.AchievedMs > 0 ? Math.Round(graph.SequentialMs / outcome.AchievedMs, 3) : 1,
            outcome.AchievedMs > 0 ? Math.Round(Math.Min(1, busy / (outcome.AchievedMs * outcome.Workers)), 3) : 1,
            outcome.Workers,
            [.. graph.CriticalPath.Select(node => graph.Nodes[node].Id)],
            [.. outcome.Nodes.Select((node, i) => new GraphNodeResult(
                order.Nodes[i].Id,
                order.Nodes[i].Handler,
                node.State,
                node.StartMs is { } start ? Round(start) : null,
                node.EndMs is { } end ? Round(end) : null,
                Duration(node) is { } duration ? Round(duration) : null,
                order.Nodes[i].ExpectedMs,
                graph.CriticalPath.Contains(i),
                outputs.GetValueOrDefault(i),
                node.Error,
                node.CancelledBy))],
            Chart(order, outcome));
    }

    // Interval partitioning: each bar takes the first row that is free when it starts, which needs as many rows as bars ever overlap.
    private static List<GanttBar> Chart(GraphOrder order, GraphOutcome outcome)
    {
        var bars = new List<GanttBar>();
        var rows = new List<double>();
        foreach (var (node, index) in outcome.Nodes.Select(static (node, index) => (node, index)).Where(static bar => bar.node.StartMs is not null).OrderBy(static bar => bar.node.StartMs))
        {
            var row = rows.FindIndex(free => free <= node.StartMs);
            if (row < 0)
            {
                row = rows.Count;
                rows.Add(0);
            }

            rows[row] = node.EndMs!.Value;
            bars.Add(new GanttBar(order.Nodes[index].Id, row, Round(node.StartMs!.Value), Round(node.EndMs.Value)));
        }

        return bars;
    }

    private static double? Duration(NodeOutcome node) => node.EndMs - node.StartMs;

    private static double Round(double milliseconds) => Math.Round(milliseconds, 1);
}
