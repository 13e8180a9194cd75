namespace WorkDistribution.Functions.WorkItems.Submission;

/// <summary>A submission after it was checked, with what was left out filled in.</summary>
/// <param name="Handler">Name of a registered handler.</param>
/// <param name="Payload">JSON that the handler takes.</param>
/// <param name="Level">Level of priority.</param>
/// <param name="MaxRetries">Failed attempts after which another follows.</param>
/// <param name="TimeoutSeconds">Longest attempt.</param>
/// <param name="NotBefore">When it may first run; null for at once.</param>
/// <param name="IdempotencyKey">Submissions of one key are one item; null for none.</param>
/// <param name="AffinityKey">Items of one key are run near to each other; null for none.</param>
internal sealed record WorkSubmission(
    string Handler,
    string Payload,
    int Level,
    int MaxRetries,
    int TimeoutSeconds,
    DateTimeOffset? NotBefore = null,
    string? IdempotencyKey = null,
    string? AffinityKey = null);
