using System.Text.Json.Serialization;

namespace WorkDistribution.Functions.MasterWorker.Orchestration;

/// <summary>A task that failed for good.</summary>
/// <param name="Index">Which task.</param>
/// <param name="Attempts">How many attempts it had.</param>
/// <param name="Error">Why the last one failed.</param>
internal sealed record FailedTask(
    [property: JsonPropertyName("index")] int Index,
    [property: JsonPropertyName("attempts")] int Attempts,
    [property: JsonPropertyName("error")] string Error);
