namespace WorkDistribution.Core.Transactions;

/// <summary>A participant's answer to PREPARE.</summary>
public enum TransactionVote
{
    /// <summary>Prepared: it can commit, and can abort, whatever happens to it.</summary>
    Yes,

    /// <summary>It cannot commit, and has aborted.</summary>
    No,

    /// <summary>It has nothing to change: the decision does not concern it.</summary>
    ReadOnly,
}
