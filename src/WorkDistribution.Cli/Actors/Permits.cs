namespace WorkDistribution.Cli.Actors;

/// <summary>What a rate limiter grants.</summary>
/// <param name="Available">Permits left.</param>
internal sealed record Permits(double Available);
