namespace WorkDistribution.Functions.Sagas;

/// <summary>Names of the functions of this feature. Histories in flight hold them: renaming one breaks running sagas.</summary>
internal static class SagaFunctionNames
{
    public const string Orchestrator = "Saga";
    public const string Action = "SagaAction";
    public const string Compensation = "SagaCompensation";
    public const string Start = "SagaStart";
    public const string Get = "SagaGet";
    public const string List = "SagaList";
    public const string Resolve = "SagaResolve";
    public const string Approve = "SagaApprove";
    public const string Reject = "SagaReject";
    public const string OpenOrderAccounts = "SagaOrderAccounts";
    public const string CheckOrderLedger = "SagaOrderLedger";
}
