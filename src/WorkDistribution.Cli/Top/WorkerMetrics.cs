namespace WorkDistribution.Cli.Top;

/// <summary>A process.</summary>
internal sealed record WorkerMetrics(
    string Name, int Threads, double? Utilisation, int BatchSize, IReadOnlyList<BatchDecision> Decisions, double LastSeenSecondsAgo);
