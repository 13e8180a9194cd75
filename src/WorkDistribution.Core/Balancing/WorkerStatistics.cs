namespace WorkDistribution.Core.Balancing;

/// <summary>What one worker of a pool has done since the pool was made.</summary>
/// <param name="Executed">Items that it ran.</param>
/// <param name="StealAttempts">Deques of others that it tried to steal from.</param>
/// <param name="Steals">Attempts that succeeded; one may bring many items.</param>
/// <param name="Busy">Time between finding work and finding no more, waits of asynchronous items included.</param>
public readonly record struct WorkerStatistics(long Executed, long StealAttempts, long Steals, TimeSpan Busy);
