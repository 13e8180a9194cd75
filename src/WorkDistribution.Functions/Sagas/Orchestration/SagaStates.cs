namespace WorkDistribution.Functions.Sagas.Orchestration;

/// <summary>States of a saga as a status shows them.</summary>
internal static class SagaStates
{
    public const string Pending = "pending";
    public const string Running = "running";
    public const string WaitingForApproval = "waitingForApproval";
    public const string Compensating = "compensating";
    public const string Parked = "parked";
    public const string Completed = "completed";
    public const string Compensated = "compensated";
    public const string Failed = "failed";
}
