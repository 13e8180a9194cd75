using System.Text.Json.Serialization;

namespace WorkDistribution.Functions.Pipelines.Orchestration;

/// <summary>What an item or fold activity tells the orchestration.</summary>
/// <param name="Result">How it ended.</param>
/// <param name="BusyMicroseconds">How long it took.</param>
/// <param name="Reason">Why it is not done.</param>
internal sealed record AttemptOutcome(
    AttemptResult Result, long BusyMicroseconds, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason = null);
