using System.Text.Json;

namespace WorkDistribution.Functions.Pipelines.Orchestration;

/// <summary>Input of the orchestration. Every default is settled before it starts, so that a replay elsewhere decides the same.</summary>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Input">What its source reads; null if nothing was given.</param>
/// <param name="Ordered">Whether stages take items in the order of the source.</param>
/// <param name="OnError">What happens when an item fails for good.</param>
/// <param name="Stages">Its stages.</param>
internal sealed record PipelineOrder(string Pipeline, JsonElement? Input, bool Ordered, ErrorPolicy OnError, IReadOnlyList<StageSettings> Stages);
