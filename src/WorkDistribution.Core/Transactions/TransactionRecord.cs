namespace WorkDistribution.Core.Transactions;

/// <summary>What the coordinator logs.</summary>
public enum TransactionRecord
{
    /// <summary><c>TX_START</c></summary>
    Start,

    /// <summary><c>P1 VOTED_YES</c></summary>
    VotedYes,

    /// <summary><c>P1 VOTED_NO</c></summary>
    VotedNo,

    /// <summary><c>P1 VOTED_READ_ONLY</c></summary>
    VotedReadOnly,

    /// <summary><c>P1 SILENT</c>: no vote in time.</summary>
    Silent,

    /// <summary><c>GLOBAL_COMMIT</c></summary>
    GlobalCommit,

    /// <summary><c>GLOBAL_ABORT</c></summary>
    GlobalAbort,

    /// <summary><c>P1 COMMITTED</c>: it acknowledged.</summary>
    Committed,

    /// <summary><c>P1 ABORTED</c>: it acknowledged.</summary>
    Aborted,

    /// <summary><c>TX_COMPLETE</c>: nobody will ask any more.</summary>
    Complete,
}
