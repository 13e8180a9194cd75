using System.Text.Json;

namespace WorkDistribution.Functions.Speculation.Orchestration;

/// <summary>How a run ended.</summary>
/// <param name="Result">The handler's result, at most 16 KiB; null when it was cancelled.</param>
/// <param name="RunMs">How long it took, in milliseconds.</param>
/// <param name="IsCancelled">Whether it was cancelled.</param>
internal sealed record FinishedRun(JsonElement? Result, double RunMs, bool IsCancelled);
