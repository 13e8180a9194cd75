namespace WorkDistribution.Functions.MasterWorker.Orchestration;

/// <summary>What a batch is, without its payloads.</summary>
/// <param name="Handler">The handler of all tasks.</param>
/// <param name="Tasks">Number of tasks.</param>
/// <param name="MaxInFlight">Tasks in the queue or with workers, at most.</param>
/// <param name="TaskTimeoutSeconds">Seconds from a task's way into the queue to its result, after which it counts as lost.</param>
/// <param name="MaxAttempts">Attempts of a task, the first included.</param>
internal sealed record MasterOrder(string Handler, int Tasks, int MaxInFlight, int TaskTimeoutSeconds, int MaxAttempts);
