namespace WorkDistribution.Functions.MasterWorker.Orchestration;

/// <summary>Input of the enqueue activity.</summary>
/// <param name="Batch">The master's id.</param>
/// <param name="Handler">The handler of the tasks.</param>
/// <param name="TimeoutSeconds">Seconds an attempt may take.</param>
/// <param name="Tasks">The attempts to put into the queue.</param>
internal sealed record EnqueueOrder(string Batch, string Handler, int TimeoutSeconds, IReadOnlyList<InFlightTask> Tasks);
