using System.Text.Json;

namespace WorkDistribution.Functions.TaskGraphs.Http;

/// <summary>A node as clients read it; times in milliseconds since the graph began.</summary>
internal sealed record GraphNodeResult(
    string Id,
    string Handler,
    string State,
    double? StartMs,
    double? EndMs,
    double? DurationMs,
    double? ExpectedMs,
    bool Critical,
    JsonElement? Output,
    string? Error,
    string? CancelledBy);
