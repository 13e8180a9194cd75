namespace WorkDistribution.Functions.Pipelines.Orchestration;

/// <summary>Input of the dead letter activity.</summary>
/// <param name="Run">Prefix of the pipeline's objects.</param>
/// <param name="Letter">What is to be kept.</param>
internal sealed record DeadLetterOrder(string Run, DeadLetter Letter);
