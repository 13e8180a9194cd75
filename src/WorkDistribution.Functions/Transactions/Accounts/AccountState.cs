using WorkDistribution.Core.Transactions;

namespace WorkDistribution.Functions.Transactions.Accounts;

/// <summary>Durable state of an account.</summary>
internal sealed class AccountState
{
    // Enough for every transaction that may still be asked about; the rest is known by its age.
    private const int MaxFinished = 128;

    /// <summary>Whether it was opened.</summary>
    public bool IsOpen { get; set; }

    /// <summary>The balance; what is prepared is not in it yet.</summary>
    public long Balance { get; set; }

    /// <summary>What is prepared; it locks the account until the decision is known. Null when it is not locked.</summary>
    public PrepareOrder? Prepared { get; set; }

    /// <summary>Whether the termination protocol could not find out the decision.</summary>
    public bool IsBlocked { get; set; }

    /// <summary>How the last transactions ended, oldest first.</summary>
    public List<FinishedTransaction> Finished { get; set; } = [];

    /// <summary>Of transactions that began up to here, UTC, the account may have forgotten how they ended.</summary>
    public DateTime? ForgottenUpTo { get; set; }

    /// <summary>What is known of a transaction; null when it may have been forgotten.</summary>
    public ParticipantPhase? PhaseOf(string transaction, DateTime startedAt) =>
        Prepared?.Transaction == transaction ? ParticipantPhase.Prepared
        : Finished.Find(finished => finished.Transaction == transaction) is { } known ? known.Phase
        : startedAt <= ForgottenUpTo ? null
        : ParticipantPhase.Unknown;

    /// <summary>Makes or drops what is prepared, unlocks, and remembers how it ended.</summary>
    public void Finish(string transaction, DateTime startedAt, ParticipantPhase phase)
    {
        if (Prepared?.Transaction == transaction)
        {
            Balance += phase == ParticipantPhase.Committed ? Prepared.Delta : 0;
            Prepared = null;
            IsBlocked = false;
        }

        Finished.Add(new FinishedTransaction(transaction, startedAt, phase));
        if (Finished.Count > MaxFinished)
        {
            ForgottenUpTo = ForgottenUpTo > Finished[0].StartedAt ? ForgottenUpTo : Finished[0].StartedAt;
            Finished.RemoveAt(0);
        }
    }
}
