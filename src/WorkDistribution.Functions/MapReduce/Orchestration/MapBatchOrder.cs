namespace WorkDistribution.Functions.MapReduce.Orchestration;

/// <summary>Input of a sub-orchestration that maps a range of splits.</summary>
/// <param name="Job">Prefix of the job's objects.</param>
/// <param name="First">First split.</param>
/// <param name="Count">Number of splits.</param>
/// <param name="Window">Tasks in flight.</param>
/// <param name="AllowedFailures">Failed splits after which the batch stops.</param>
/// <param name="BackupTasks">Whether slow splits get backups.</param>
internal sealed record MapBatchOrder(string Job, int First, int Count, int Window, int AllowedFailures, bool BackupTasks = false);
