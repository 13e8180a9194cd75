namespace WorkDistribution.Functions.MapReduce.Orchestration;

/// <summary>Ends a job that cannot finish. The message is what the requester reads.</summary>
/// <param name="message">Which phase failed and why.</param>
internal sealed class MapReduceFailedException(string message) : Exception(message);
