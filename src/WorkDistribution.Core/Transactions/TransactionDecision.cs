namespace WorkDistribution.Core.Transactions;

/// <summary>The coordinator's decision.</summary>
public enum TransactionDecision
{
    /// <summary>All changes are made.</summary>
    Commit,

    /// <summary>None is.</summary>
    Abort,
}
