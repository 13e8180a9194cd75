namespace WorkDistribution.Functions.MasterWorker.Orchestration;

/// <summary>Input of the gather activity.</summary>
/// <param name="Batch">The master's id.</param>
/// <param name="Tasks">Number of tasks.</param>
/// <param name="Failed">Those that failed for good.</param>
internal sealed record GatherOrder(string Batch, int Tasks, IReadOnlyList<FailedTask> Failed);
