using System.Text.Json;
using WorkDistribution.Core.Sagas;

namespace WorkDistribution.Functions.Sagas.Orchestration;

/// <summary>Input of the orchestration. The definition is part of it, so that a saga ends by the rules that it was started with.</summary>
/// <param name="Saga">Name of the saga.</param>
/// <param name="Steps">Its definition.</param>
/// <param name="NotNeeded">Indices of the steps that this input does not need.</param>
/// <param name="Input">The saga's input.</param>
/// <param name="ParkedRetryInterval">How long a parked step waits for an operator before it is tried by itself.</param>
internal sealed record SagaRequest(string Saga, IReadOnlyList<SagaStep> Steps, IReadOnlyList<int> NotNeeded, JsonElement Input, TimeSpan ParkedRetryInterval);
