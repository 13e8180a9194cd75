namespace WorkDistribution.LocalRuntime.Host.Timers;

/// <summary>What is remembered of a timer between runs of the host.</summary>
/// <param name="Last">The last time it fired; the minimum value when it never has.</param>
/// <param name="Next">The time it is to fire next.</param>
/// <param name="LastUpdated">When this was written.</param>
internal sealed record TimerStatus(DateTimeOffset Last, DateTimeOffset Next, DateTimeOffset LastUpdated);
