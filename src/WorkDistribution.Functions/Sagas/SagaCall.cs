namespace WorkDistribution.Functions.Sagas;

/// <summary>What an action is told besides the saga's input.</summary>
/// <param name="SagaId">The saga's id.</param>
/// <param name="Step">The step's name.</param>
/// <param name="IdempotencyKey">The same for every attempt of this step in this saga, its compensation included. Letters, digits and dashes.</param>
/// <param name="Attempt">Number of the attempt, from 1.</param>
/// <param name="Results">What earlier steps returned, by their names.</param>
internal sealed record SagaCall(string SagaId, string Step, string IdempotencyKey, int Attempt, IReadOnlyDictionary<string, string> Results);
