namespace WorkDistribution.Functions.Sagas.Orchestration;

/// <summary>What a person decided: payload of the events, and recorded in the status.</summary>
/// <param name="Step">The step's name.</param>
/// <param name="Action"><c>approve</c>, <c>reject</c>, <c>retry</c> or <c>skip</c>.</param>
/// <param name="By">Who, as they said.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When the saga took it in, UTC; null before that.</param>
internal sealed record SagaDecision(string Step, string Action, string By, string? Reason, DateTime? At = null)
{
    public const string Approve = "approve";
    public const string Reject = "reject";
    public const string Retry = "retry";
    public const string Skip = "skip";
}
