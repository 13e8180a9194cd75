using System.Text.Json;

namespace WorkDistribution.Functions.MasterWorker.Storage;

/// <summary>One task of a finished batch, as clients read it.</summary>
/// <param name="Index">Which task, from 0.</param>
/// <param name="Ok">Whether it succeeded.</param>
/// <param name="Result">The handler's result.</param>
/// <param name="Error">Why it failed for good.</param>
internal sealed record TaskResult(int Index, bool Ok, JsonElement? Result, string? Error);
