using System.Text.Json;

namespace WorkDistribution.Cli.Graph;

/// <summary>A node of a finished graph.</summary>
internal sealed record GraphNode(
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
