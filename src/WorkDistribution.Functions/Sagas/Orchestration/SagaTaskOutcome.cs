namespace WorkDistribution.Functions.Sagas.Orchestration;

/// <summary>Output of the activities: an attempt that ended with an answer. What fails throws.</summary>
/// <param name="Result">What the action returned.</param>
/// <param name="Refusal">Why it was refused; null when it took effect.</param>
internal sealed record SagaTaskOutcome(string? Result, string? Refusal);
