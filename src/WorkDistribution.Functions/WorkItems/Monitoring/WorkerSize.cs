namespace WorkDistribution.Functions.WorkItems.Monitoring;

/// <summary>How much a process takes on.</summary>
/// <param name="StartedAt">When it started.</param>
/// <param name="Threads">Items that it runs side by side.</param>
/// <param name="BatchSize">Items that it claims at a time.</param>
/// <param name="Decisions">The last decisions on that size, oldest first.</param>
internal sealed record WorkerSize(DateTimeOffset StartedAt, int Threads, int BatchSize, IReadOnlyList<BatchDecision> Decisions);
