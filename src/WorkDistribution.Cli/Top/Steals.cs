namespace WorkDistribution.Cli.Top;

/// <summary>Attempts to steal, and the share of those that brought something.</summary>
internal sealed record Steals(long Attempts, double? Rate);
