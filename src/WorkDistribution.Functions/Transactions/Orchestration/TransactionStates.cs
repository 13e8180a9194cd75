namespace WorkDistribution.Functions.Transactions.Orchestration;

/// <summary>States of a transaction as a status shows them.</summary>
internal static class TransactionStates
{
    public const string Pending = "pending";
    public const string Voting = "voting";
    public const string Committing = "committing";
    public const string Aborting = "aborting";
    public const string Committed = "committed";
    public const string Aborted = "aborted";
    public const string Failed = "failed";
}
