namespace WorkDistribution.Cli.Top;

/// <summary>A level of priority.</summary>
internal sealed record LevelMetrics(
    string Name,
    long Depth,
    long Submitted,
    long Completed,
    long Failed,
    long Retried,
    double? ThroughputPerSecond,
    double? ArrivalsPerSecond,
    double? FailureRate,
    long ForcedServices,
    double? OldestWaitMs);
