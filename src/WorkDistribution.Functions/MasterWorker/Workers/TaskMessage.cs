namespace WorkDistribution.Functions.MasterWorker.Workers;

/// <summary>One attempt of a task, as it lies in the task queue.</summary>
/// <param name="Batch">The master's id.</param>
/// <param name="Handler">The handler.</param>
/// <param name="Index">Which task.</param>
/// <param name="Attempt">Which attempt, from 1.</param>
/// <param name="TimeoutSeconds">Seconds it may take.</param>
internal sealed record TaskMessage(string Batch, string Handler, int Index, int Attempt, int TimeoutSeconds);
