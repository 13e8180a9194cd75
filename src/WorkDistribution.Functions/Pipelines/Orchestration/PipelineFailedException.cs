namespace WorkDistribution.Functions.Pipelines.Orchestration;

/// <summary>Ends a pipeline that cannot finish. The message is what the requester reads.</summary>
/// <param name="message">Which stage failed, on which item, and why.</param>
internal sealed class PipelineFailedException(string message) : Exception(message);
