namespace WorkDistribution.Cli.Top;

/// <summary>Percentiles in milliseconds.</summary>
internal sealed record Timings(long Count, double? P50, double? P90, double? P99, double? Max);
