namespace WorkDistribution.Functions.Actors;

/// <summary>What a rate limiter says.</summary>
/// <param name="Granted">Whether the permits were granted.</param>
/// <param name="Available">Permits left.</param>
/// <param name="RetryAfterMs">When to ask again, in milliseconds; 0 when granted.</param>
internal sealed record AcquireAnswer(bool Granted, double Available, double RetryAfterMs);
