using System.Text.Json.Serialization;

namespace WorkDistribution.Functions.MasterWorker.Orchestration;

/// <summary>The master's custom status.</summary>
internal sealed record MasterStatus(
    [property: JsonPropertyName("tasks")] int Tasks,
    [property: JsonPropertyName("completed")] int Completed,
    [property: JsonPropertyName("failed")] int Failed,
    [property: JsonPropertyName("inFlight")] int InFlight,
    [property: JsonPropertyName("lost")] int Lost);
