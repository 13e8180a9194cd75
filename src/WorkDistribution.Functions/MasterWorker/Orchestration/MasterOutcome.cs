namespace WorkDistribution.Functions.MasterWorker.Orchestration;

/// <summary>Output of the master: counters; the results lie in the object store.</summary>
/// <param name="Handler">The handler of all tasks.</param>
/// <param name="Tasks">Number of tasks.</param>
/// <param name="Completed">Tasks that succeeded.</param>
/// <param name="Failed">Tasks that failed for good.</param>
/// <param name="Attempts">Attempts issued.</param>
/// <param name="Lost">Attempts that nobody answered in time.</param>
/// <param name="Duplicates">Reports that were dropped because the task had its outcome.</param>
/// <param name="ElapsedMs">Milliseconds from the start of the master to its end.</param>
internal sealed record MasterOutcome(string Handler, int Tasks, int Completed, int Failed, int Attempts, int Lost, int Duplicates, double ElapsedMs);
