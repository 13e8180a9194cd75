using System.Text.Json;

namespace WorkDistribution.Functions.Sagas.Orchestration;

/// <summary>Input of the activities: one attempt.</summary>
/// <param name="Saga">Name of the saga.</param>
/// <param name="Call">Which step.</param>
/// <param name="Input">The saga's input.</param>
/// <param name="Timeout">Longest run of the attempt.</param>
internal sealed record SagaTask(string Saga, SagaCall Call, JsonElement Input, TimeSpan Timeout);
