using System.Text.Json;

namespace WorkDistribution.Cli.Graph;

/// <summary>What <c>GET /api/graphs/{id}</c> answers: progress while it runs, all else when it is done.</summary>
internal sealed record GraphAnswer(
    string Id,
    string State,
    JsonElement? Progress,
    double SequentialMs,
    double CriticalPathMs,
    double AchievedMs,
    double Speedup,
    double Utilisation,
    int Workers,
    IReadOnlyList<string>? CriticalPath,
    IReadOnlyList<GraphNode>? Nodes,
    JsonElement? Gantt)
{
    public const string Completed = "COMPLETED";
}
