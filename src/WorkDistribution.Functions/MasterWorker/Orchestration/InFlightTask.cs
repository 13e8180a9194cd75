namespace WorkDistribution.Functions.MasterWorker.Orchestration;

/// <summary>A task that the master waits for.</summary>
/// <param name="Index">Which task.</param>
/// <param name="Attempt">Its attempt, from 1.</param>
/// <param name="Deadline">When it counts as lost, UTC.</param>
internal sealed record InFlightTask(int Index, int Attempt, DateTime Deadline);
