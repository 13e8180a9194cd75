namespace WorkDistribution.Functions.Sagas.Orchestration;

/// <summary>Custom status and output of the orchestration, and the answer of <c>GET /api/sagas/{id}</c>.</summary>
/// <param name="Id">The saga's id.</param>
/// <param name="Saga">Name of its definition.</param>
/// <param name="State">One of <see cref="SagaStates"/>.</param>
/// <param name="Reason">Why the saga goes back, or ended so; null otherwise.</param>
/// <param name="StartedAt">When it began, UTC.</param>
/// <param name="EndedAt">When it ended, UTC; null before that.</param>
/// <param name="Steps">The steps in their order.</param>
/// <param name="Decisions">What people decided, first to last; the last 4.</param>
internal sealed record SagaStatus(
    string Id,
    string Saga,
    string State,
    string? Reason,
    DateTime? StartedAt,
    DateTime? EndedAt,
    IReadOnlyList<SagaStepStatus> Steps,
    IReadOnlyList<SagaDecision> Decisions);
