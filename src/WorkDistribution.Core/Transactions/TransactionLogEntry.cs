using System.Globalization;

namespace WorkDistribution.Core.Transactions;

/// <summary>An entry of the coordinator's log.</summary>
/// <param name="Record">What happened.</param>
/// <param name="Participant">Index of the participant concerned, or null.</param>
public readonly record struct TransactionLogEntry(TransactionRecord Record, int? Participant = null)
{
    /// <summary>The entry as the seed document writes it, for example <c>P1 VOTED_YES</c>.</summary>
    public override string ToString()
    {
        var record = Record switch
        {
            TransactionRecord.Start => "TX_START",
            TransactionRecord.VotedYes => "VOTED_YES",
            TransactionRecord.VotedNo => "VOTED_NO",
            TransactionRecord.VotedReadOnly => "VOTED_READ_ONLY",
            TransactionRecord.Silent => "SILENT",
            TransactionRecord.GlobalCommit => "GLOBAL_COMMIT",
            TransactionRecord.GlobalAbort => "GLOBAL_ABORT",
            TransactionRecord.Committed => "COMMITTED",
            TransactionRecord.Aborted => "ABORTED",
            _ => "TX_COMPLETE",
        };
        return Participant is { } participant ? string.Create(CultureInfo.InvariantCulture, $"P{participant + 1} {record}") : record;
    }
}
