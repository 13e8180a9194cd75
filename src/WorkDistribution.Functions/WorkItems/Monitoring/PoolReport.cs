namespace WorkDistribution.Functions.WorkItems.Monitoring;

/// <summary>What a process's pool has done since the process started.</summary>
/// <param name="Workers">Items that it runs side by side.</param>
/// <param name="Executed">Items that it ran.</param>
/// <param name="StealAttempts">Deques that its workers tried to steal from.</param>
/// <param name="Steals">Attempts that succeeded.</param>
/// <param name="BusyMs">Time that its workers were busy, in milliseconds, summed.</param>
/// <param name="UpMs">Time since the process started, in milliseconds.</param>
internal sealed record PoolReport(int Workers, long Executed, long StealAttempts, long Steals, double BusyMs, double UpMs);
