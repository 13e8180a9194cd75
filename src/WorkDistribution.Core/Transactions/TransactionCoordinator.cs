namespace WorkDistribution.Core.Transactions;

/// <summary>
/// The coordinator of two-phase commit (Gray, 1978; presumed abort and read-only votes: Mohan, Lindsay and Obermarck, 1986) as a state
/// machine: an input gives the effects to carry out. It knows no time and no network.
/// </summary>
public sealed class TransactionCoordinator
{
    private readonly TransactionVote?[] _votes;
    private readonly bool[] _silent;
    private readonly HashSet<int> _unacknowledged = [];
    private readonly bool _presumesAbort;

    /// <summary>Makes a coordinator.</summary>
    /// <param name="participants">How many, at least 1.</param>
    /// <param name="presumesAbort">
    /// Whether the absence of a decision stands for abort. Then an abort is neither forced to the log nor acknowledged, and who voted no is
    /// told nothing.
    /// </param>
    public TransactionCoordinator(int participants, bool presumesAbort)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(participants, 1);
        _votes = new TransactionVote?[participants];
        _silent = new bool[participants];
        _presumesAbort = presumesAbort;
    }

    /// <summary>The decision, once there is one.</summary>
    public TransactionDecision? Decision { get; private set; }

    /// <summary>Whether everybody who has to has acknowledged.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Participants whose acknowledgement is missing.</summary>
    public IReadOnlyCollection<int> Unacknowledged => _unacknowledged;

    /// <summary>The votes; null where none came.</summary>
    public IReadOnlyList<TransactionVote?> Votes => _votes;

    /// <summary>Messages of the plain protocol: PREPARE, vote, decision and acknowledgement for each participant.</summary>
    public int PlainMessages => 4 * _votes.Length;

    /// <summary>How many of them the optimisations made unnecessary. Exact once there is a decision.</summary>
    public int SavedMessages => Enumerable.Range(0, _votes.Length).Sum(Saved);

    /// <summary>Begins: who is asked to prepare.</summary>
    public IEnumerable<CoordinatorEffect> Start() =>
        [Log(TransactionRecord.Start, null, !_presumesAbort), .. Enumerable.Range(0, _votes.Length).Select(CoordinatorEffect.Prepare)];

    /// <summary>A vote came. One that comes after the decision, or again, changes nothing.</summary>
    public IEnumerable<CoordinatorEffect> Vote(int participant, TransactionVote vote)
    {
        if (Decision is not null || _votes[participant] is not null)
        {
            return [];
        }

        _votes[participant] = vote;
        var record = vote switch
        {
            TransactionVote.Yes => TransactionRecord.VotedYes,
            TransactionVote.No => TransactionRecord.VotedNo,
            _ => TransactionRecord.VotedReadOnly,
        };
        CoordinatorEffect[] logged = [Log(record, participant, forced: false)];
        return Array.TrueForAll(_votes, static cast => cast is not null) ? [.. logged, .. Decide()] : logged;
    }

    /// <summary>The time for voting is over: what is missing counts as a no.</summary>
    public IEnumerable<CoordinatorEffect> EndVoting()
    {
        if (Decision is not null)
        {
            return [];
        }

        var silent = Enumerable.Range(0, _votes.Length).Where(participant => _votes[participant] is null).ToList();
        silent.ForEach(participant => _silent[participant] = true);
        return [.. silent.Select(participant => Log(TransactionRecord.Silent, participant, forced: false)), .. Decide()];
    }

    /// <summary>A participant acknowledged the decision.</summary>
    public IEnumerable<CoordinatorEffect> Acknowledge(int participant)
    {
        if (!_unacknowledged.Remove(participant))
        {
            return [];
        }

        var record = Decision == TransactionDecision.Commit ? TransactionRecord.Committed : TransactionRecord.Aborted;
        return [Log(record, participant, forced: false), .. CompleteIfAcknowledged()];
    }

    /// <summary>Sends the decision again to everybody who has not acknowledged it.</summary>
    public IEnumerable<CoordinatorEffect> Resend() => [.. _unacknowledged.Order().Select(participant => CoordinatorEffect.Decide(participant, Decision!.Value))];

    /// <summary>
    /// Answers a participant that asks for the decision; null while there is none. A coordinator that knows nothing of the transaction has
    /// never decided to commit it, and so answers abort.
    /// </summary>
    /// <param name="knowsTransaction">Whether the transaction began, as far as the coordinator knows.</param>
    public TransactionDecision? Answer(bool knowsTransaction) => Decision ?? (knowsTransaction ? null : TransactionDecision.Abort);

    /// <summary>Takes up the work after a crash: without a decision in the log the transaction is aborted.</summary>
    /// <param name="log">What is left of the log.</param>
    public IEnumerable<CoordinatorEffect> Recover(IReadOnlyList<TransactionLogEntry> log)
    {
        foreach (var entry in log)
        {
            Replay(entry);
        }

        return log.Count == 0 || IsComplete ? []
            : Decision is null ? [.. EndVoting()]
            : [.. Resend(), .. CompleteIfAcknowledged()];
    }

    private static CoordinatorEffect Log(TransactionRecord record, int? participant, bool forced) =>
        CoordinatorEffect.Log(new TransactionLogEntry(record, participant), forced);

    private void Replay(TransactionLogEntry entry)
    {
        switch (entry.Record)
        {
            case TransactionRecord.VotedYes:
                _votes[entry.Participant!.Value] = TransactionVote.Yes;
                break;
            case TransactionRecord.VotedNo:
                _votes[entry.Participant!.Value] = TransactionVote.No;
                break;
            case TransactionRecord.VotedReadOnly:
                _votes[entry.Participant!.Value] = TransactionVote.ReadOnly;
                break;
            case TransactionRecord.Silent:
                _silent[entry.Participant!.Value] = true;
                break;
            case TransactionRecord.GlobalCommit or TransactionRecord.GlobalAbort:
                SetDecision(entry.Record == TransactionRecord.GlobalCommit ? TransactionDecision.Commit : TransactionDecision.Abort);
                break;
            case TransactionRecord.Committed or TransactionRecord.Aborted:
                _unacknowledged.Remove(entry.Participant!.Value);
                break;
            case TransactionRecord.Complete:
                IsComplete = true;
                break;
            default:
                break;
        }
    }

    private IEnumerable<CoordinatorEffect> Decide()
    {
        var commits = Array.TrueForAll(_votes, static vote => vote is TransactionVote.Yes or TransactionVote.ReadOnly);
        SetDecision(commits ? TransactionDecision.Commit : TransactionDecision.Abort);
        return
        [
            Log(commits ? TransactionRecord.GlobalCommit : TransactionRecord.GlobalAbort, null, commits || !_presumesAbort),
            .. Enumerable.Range(0, _votes.Length).Where(IsTold).Select(participant => CoordinatorEffect.Decide(participant, Decision!.Value)),
            .. CompleteIfAcknowledged(),
        ];
    }

    private void SetDecision(TransactionDecision decision)
    {
        Decision = decision;
        _unacknowledged.UnionWith(Enumerable.Range(0, _votes.Length).Where(participant => IsTold(participant) && Acknowledges()));
    }

    private IEnumerable<CoordinatorEffect> CompleteIfAcknowledged()
    {
        if (_unacknowledged.Count > 0)
        {
            return [];
        }

        IsComplete = true;
        return [Log(TransactionRecord.Complete, null, forced: false)];
    }

    private bool Acknowledges() => Decision == TransactionDecision.Commit || !_presumesAbort;

    private bool IsTold(int participant) => _votes[participant] switch
    {
        TransactionVote.ReadOnly => false,
        TransactionVote.No => !_presumesAbort,
        _ => true,
    };

    private int Saved(int participant) => _votes[participant] == TransactionVote.ReadOnly ? 2
        : Decision is null || Acknowledges() ? 0
        : IsTold(participant) ? 1 : 2;
}
