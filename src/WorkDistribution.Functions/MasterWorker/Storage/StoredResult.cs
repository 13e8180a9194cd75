using System.Text.Json;

namespace WorkDistribution.Functions.MasterWorker.Storage;

/// <summary>What a worker made of a task.</summary>
/// <param name="Result">The handler's result.</param>
/// <param name="Attempt">The attempt that made it.</param>
internal sealed record StoredResult(JsonElement? Result, int Attempt);
