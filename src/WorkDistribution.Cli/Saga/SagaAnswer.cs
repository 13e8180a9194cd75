namespace WorkDistribution.Cli.Saga;

/// <summary>What <c>GET /api/sagas/{id}</c> answers.</summary>
internal sealed record SagaAnswer(
    string Id, string Saga, string State, string? Reason, IReadOnlyList<SagaStep> Steps, IReadOnlyList<SagaDecision> Decisions)
{
    public const string Completed = "completed";
}
