using System.Text.Json.Serialization;

namespace WorkDistribution.Functions.WorkItems.Items;

/// <summary>One attempt of an item, as it is kept and shown.</summary>
/// <param name="Attempt">Its number, from 1 over the item's whole life.</param>
/// <param name="Worker">Who ran it.</param>
/// <param name="StartedAt">When it was claimed.</param>
/// <param name="EndedAt">When it ended, or was found to have been lost.</param>
/// <param name="Result">How it ended: <c>completed</c>, <c>failed</c>, <c>timed out</c>, <c>cancelled</c>, <c>lease expired</c> or <c>released</c>.</param>
/// <param name="Error">Why, unless it completed.</param>
/// <param name="IsBackup">Whether a backup of a slow attempt was first.</param>
internal sealed record WorkAttempt(
    int Attempt, string? Worker, DateTimeOffset? StartedAt, DateTimeOffset EndedAt, string Result, string? Error = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsBackup = false);
