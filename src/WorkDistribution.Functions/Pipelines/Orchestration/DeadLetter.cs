using System.Text.Json;
using System.Text.Json.Serialization;

namespace WorkDistribution.Functions.Pipelines.Orchestration;

/// <summary>An item that failed for good.</summary>
/// <param name="Item">Index of the item.</param>
/// <param name="Stage">Name of the stage that it failed in.</param>
/// <param name="Reason">Why its last attempt failed.</param>
/// <param name="Source">The item as the source listed it; only in the list in the output.</param>
internal sealed record DeadLetter(
    [property: JsonPropertyName("item")] int Item,
    [property: JsonPropertyName("stage")] string Stage,
    [property: JsonPropertyName("reason")] string Reason,
    [property: JsonPropertyName("source"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Source = null);
