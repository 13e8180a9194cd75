using System.Text.Json;
using WorkDistribution.Core.Sagas;
using WorkDistribution.Functions.Http;

namespace WorkDistribution.Functions.Sagas;

/// <summary>A registered saga: its definition as data, and what its steps call.</summary>
/// <param name="Definition">The steps.</param>
/// <param name="Read">Reads and checks a request; gives the input, and the indices of the steps that it does not need.</param>
/// <param name="Actions">Actions by step.</param>
/// <param name="Compensations">Compensations by step.</param>
internal sealed record Saga(
    SagaDefinition Definition,
    Func<RequestFields, (JsonElement Input, IReadOnlyList<int> NotNeeded)> Read,
    IReadOnlyDictionary<string, SagaHandler> Actions,
    IReadOnlyDictionary<string, SagaHandler> Compensations);
