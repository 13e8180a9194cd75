namespace WorkDistribution.Functions.Actors;

/// <summary>Asks a rate limiter for permits.</summary>
/// <param name="Permits">How many, at least 1.</param>
/// <param name="Capacity">The bucket's size, in permits.</param>
/// <param name="PerSecond">Permits that come back each second.</param>
internal sealed record AcquireRequest(int Permits, int Capacity, double PerSecond);
