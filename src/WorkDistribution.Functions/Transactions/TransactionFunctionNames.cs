namespace WorkDistribution.Functions.Transactions;

/// <summary>Names of the functions of this feature. Histories in flight hold them: renaming one breaks running transactions.</summary>
internal static class TransactionFunctionNames
{
    public const string Coordinator = "Transaction";
    public const string Termination = "TransactionTermination";
    public const string ReadDecision = "TransactionReadDecision";
    public const string Account = "TransactionAccount";
    public const string Start = "TransactionStart";
    public const string Get = "TransactionGet";
    public const string GetLog = "TransactionGetLog";
    public const string OpenAccount = "TransactionOpenAccount";
    public const string GetAccount = "TransactionGetAccount";
}
