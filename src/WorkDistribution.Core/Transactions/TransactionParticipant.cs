namespace WorkDistribution.Core.Transactions;

/// <summary>
/// A participant of two-phase commit as a state machine. A method gives the answer, and the phase that must be durable before the
/// answer is sent; null where nothing changes. The caller sets <see cref="Phase"/> when it is.
/// </summary>
/// <remarks>
/// Among the peers of the termination protocol are only participants with something to change: one that votes read-only remembers
/// nothing, and so could not tell a transaction it has voted for from one that it may still refuse.
/// </remarks>
public sealed class TransactionParticipant
{
    /// <summary>What it durably knows.</summary>
    public ParticipantPhase Phase { get; set; }

    /// <summary>Whether it holds locks, and must learn the decision.</summary>
    public bool IsInDoubt => Phase == ParticipantPhase.Prepared;

    /// <summary>PREPARE came, once or again.</summary>
    /// <param name="vote">How it would vote; asked only the first time.</param>
    public (ParticipantPhase? Become, TransactionVote Answer) Prepare(TransactionVote vote) => Phase switch
    {
        ParticipantPhase.Prepared or ParticipantPhase.Committed => (null, TransactionVote.Yes),
        ParticipantPhase.Aborted => (null, TransactionVote.No),
        _ when vote == TransactionVote.Yes => (ParticipantPhase.Prepared, vote),
        _ when vote == TransactionVote.No => (ParticipantPhase.Aborted, vote),
        _ => (null, vote),
    };

    /// <summary>The decision came, from the coordinator or a peer. The answer to the coordinator is an acknowledgement.</summary>
    /// <exception cref="InvalidOperationException">It contradicts what was decided or done before: the protocol is broken.</exception>
    public ParticipantPhase? Decide(TransactionDecision decision)
    {
        var phase = decision == TransactionDecision.Commit ? ParticipantPhase.Committed : ParticipantPhase.Aborted;
        var possible = Phase == ParticipantPhase.Prepared || Phase == phase || (Phase == ParticipantPhase.Unknown && phase == ParticipantPhase.Aborted);
        return !possible ? throw new InvalidOperationException($"The decision is {decision}, but the participant is {Phase}.")
            : Phase == phase ? null
            : phase;
    }

    /// <summary>
    /// A peer in doubt asks. Who has not voted yet refuses for good, which decides the transaction; who is in doubt itself cannot help:
    /// the answer is null.
    /// </summary>
    public (ParticipantPhase? Become, TransactionDecision? Answer) AskedByPeer() => Phase switch
    {
        ParticipantPhase.Unknown => (ParticipantPhase.Aborted, TransactionDecision.Abort),
        ParticipantPhase.Aborted => (null, TransactionDecision.Abort),
        ParticipantPhase.Committed => (null, TransactionDecision.Commit),
        _ => (null, null),
    };
}
