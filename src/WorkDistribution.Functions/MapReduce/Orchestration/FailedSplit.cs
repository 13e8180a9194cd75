using System.Text.Json.Serialization;

namespace WorkDistribution.Functions.MapReduce.Orchestration;

/// <summary>A split that was given up.</summary>
/// <param name="Split">Its index.</param>
/// <param name="Reason">Why its last attempt failed.</param>
internal sealed record FailedSplit(
    [property: JsonPropertyName("split")] int Split,
    [property: JsonPropertyName("reason")] string Reason);
