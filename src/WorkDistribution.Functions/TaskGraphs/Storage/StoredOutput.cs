using System.Text.Json;

namespace WorkDistribution.Functions.TaskGraphs.Storage;

/// <summary>What a node did.</summary>
/// <param name="StartedAt">When the attempt that succeeded began.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Output">The handler's result; null if it has none.</param>
internal sealed record StoredOutput(DateTimeOffset StartedAt, DateTimeOffset EndedAt, JsonElement? Output);
