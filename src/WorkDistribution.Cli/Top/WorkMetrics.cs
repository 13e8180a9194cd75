namespace WorkDistribution.Cli.Top;

/// <summary>The answer of <c>GET /api/work/metrics</c>, as far as it is shown. Null is what was not measured.</summary>
internal sealed record WorkMetrics(
    int WindowSeconds,
    double MeasuredSeconds,
    DateTimeOffset At,
    double? ThroughputPerSecond,
    double? ArrivalsPerSecond,
    Timings LatencyMs,
    Timings WaitMs,
    Timings DurationMs,
    double? Utilisation,
    double? FailureRate,
    double? RetryRate,
    Stealing Stealing,
    Backups Backups,
    LittlesLaw LittlesLaw,
    IReadOnlyList<WorkerMetrics> Workers,
    IReadOnlyList<LevelMetrics> Levels);
