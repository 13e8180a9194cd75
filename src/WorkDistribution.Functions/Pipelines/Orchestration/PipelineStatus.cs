using System.Text.Json.Serialization;

namespace WorkDistribution.Functions.Pipelines.Orchestration;

/// <summary>The orchestration's custom status.</summary>
/// <param name="Phase"><c>plan</c>, <c>run</c>, <c>stop</c>, <c>publish</c> or <c>done</c>.</param>
/// <param name="Items">Number of items; 0 until they are planned.</param>
/// <param name="Stages">What each stage is doing.</param>
/// <param name="DeadLettered">Items that failed for good.</param>
/// <param name="DeadLetters">The first 20 of them.</param>
/// <param name="StartedAt">When the orchestration began, UTC.</param>
internal sealed record PipelineStatus(
    [property: JsonPropertyName("phase")] string Phase,
    [property: JsonPropertyName("items")] int Items,
    [property: JsonPropertyName("stages")] IReadOnlyList<StageStatus> Stages,
    [property: JsonPropertyName("deadLettered")] int DeadLettered,
    [property: JsonPropertyName("deadLetters")] IReadOnlyList<DeadLetter> DeadLetters,
    [property: JsonPropertyName("startedAt")] DateTime StartedAt);
