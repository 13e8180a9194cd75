namespace WorkDistribution.Core.Transactions;

/// <summary>What a participant durably knows of a transaction.</summary>
public enum ParticipantPhase
{
    /// <summary>Nothing: it has not voted.</summary>
    Unknown,

    /// <summary>It has voted yes, holds its locks, and must do as is decided.</summary>
    Prepared,

    /// <summary>Its change is made.</summary>
    Committed,

    /// <summary>Its change is not made, and never will be.</summary>
    Aborted,
}
