namespace WorkDistribution.Functions.Pipelines.Stages;

/// <summary>An item that a stage refuses: every attempt would end the same way.</summary>
/// <param name="message">What is wrong with the item and what to do about it.</param>
public sealed class PipelineItemException(string message) : Exception(message);
