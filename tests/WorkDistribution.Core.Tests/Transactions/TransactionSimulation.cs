using WorkDistribution.Core.Transactions;

namespace WorkDistribution.Core.Tests.Transactions;

/// <summary>
/// One transaction on a simulated network: processes that crash before a given one of their effects, lose what is not durable, and come
/// back; messages to a crashed process are lost. It is deterministic: messages are delivered in the order in which they were sent, and
/// only when none is under way does time pass.
/// </summary>
internal sealed class TransactionSimulation
{
    private const int Coordinator = -1;
    private const int MaxRounds = 50;

    private readonly TransactionVote[] _votes;
    private readonly bool _presumesAbort;
    private readonly int[] _crashes;
    private readonly int[] _effects;
    private readonly bool[] _isDown;
    private readonly TransactionParticipant[] _participants;
    private readonly ParticipantPhase[] _durable;
    private readonly Queue<(int From, int To, Action Deliver)> _network = new();
    private readonly List<TransactionLogEntry> _log = [];
    private int _durableEntries;
    private TransactionCoordinator _coordinator;

    /// <param name="votes">How each participant votes.</param>
    /// <param name="presumesAbort">Whether abort is presumed.</param>
    /// <param name="crashes">Before which of its effects each process crashes, the coordinator last; an effect that never comes stands for no crash.</param>
    public TransactionSimulation(TransactionVote[] votes, bool presumesAbort, params int[] crashes)
    {
        _votes = votes;
        _presumesAbort = presumesAbort;
        _crashes = crashes;
        _effects = new int[votes.Length + 1];
        _isDown = new bool[votes.Length + 1];
        _participants = [.. votes.Select(_ => new TransactionParticipant())];
        _durable = new ParticipantPhase[votes.Length];
        _coordinator = new TransactionCoordinator(votes.Length, presumesAbort);
    }

    /// <summary>What each participant durably ended with.</summary>
    public IReadOnlyList<ParticipantPhase> Outcomes => _durable;

    /// <summary>The coordinator's log.</summary>
    public IReadOnlyList<TransactionLogEntry> Log => _log;

    /// <summary>The coordinator's decision; none stands for abort when nobody asks any more.</summary>
    public TransactionDecision? Decision => _coordinator.Decision;

    /// <summary>Whether a participant is in doubt and nobody who is up can tell it the decision.</summary>
    public bool IsBlocked { get; private set; }

    /// <summary>Whether a participant stayed in doubt although all peers were up and one of them could have told it.</summary>
    public bool IsBlockedNeedlessly { get; private set; }

    /// <summary>Whether some process crashed.</summary>
    public bool HasCrashed { get; private set; }

    /// <summary>Whether a participant was told the decision by a peer.</summary>
    public bool WasTerminatedByPeers { get; private set; }

    /// <summary>Runs until nothing is left to do.</summary>
    /// <param name="coordinatorStaysDown">Has the coordinator, once crashed, come back only when the others cannot get any further.</param>
    public void Run(bool coordinatorStaysDown)
    {
        Perform(_coordinator.Start());
        Settle();
        for (var round = 0; round < MaxRounds && !IsOver(); round++)
        {
            // Participants come back and ask before a coordinator that is to stay away does.
            for (var process = 0; process < _votes.Length; process++)
            {
                Recover(process);
            }

            Settle();
            if (!coordinatorStaysDown || round > 2)
            {
                Recover(_votes.Length);
            }

            Settle();
            PassTime();
            Settle();
            IsBlockedNeedlessly |= round == 2 && _isDown.Index().All(down => !down.Item || down.Index == _votes.Length)
                && _participants.Any(static participant => participant.IsInDoubt)
                && _participants.Index().Any(peer => !peer.Item.IsInDoubt && _votes[peer.Index] != TransactionVote.ReadOnly);
            IsBlocked |= _isDown[^1] && _participants.Any(participant => participant.IsInDoubt);
        }
    }

    private bool IsOver() =>
        !_isDown.Contains(true) && !_participants.Any(participant => participant.IsInDoubt)
        && (_coordinator.IsComplete || (_log.Count == 0 && _effects[^1] > _crashes[^1]));

    private void Settle()
    {
        while (_network.TryDequeue(out var message))
        {
            if (!IsDown(message.To))
            {
                message.Deliver();
            }
        }
    }

    private void PassTime()
    {
        if (!_isDown[^1] && _log.Count > 0)
        {
            Perform(_coordinator.EndVoting());
            Settle();
            Perform(_coordinator.Resend());
        }

        for (var participant = 0; participant < _votes.Length; participant++)
        {
            Terminate(participant);
        }
    }

    /// <summary>The termination protocol: ask the coordinator and all peers with something to change.</summary>
    private void Terminate(int participant)
    {
        if (_isDown[participant] || !_participants[participant].IsInDoubt)
        {
            return;
        }

        Send(participant, Coordinator, () =>
        {
            if (_coordinator.Answer(_log.Count > 0) is { } decision)
            {
                Send(Coordinator, participant, () => Learn(participant, decision));
            }
        });
        foreach (var peer in Enumerable.Range(0, _votes.Length).Where(peer => peer != participant && _votes[peer] != TransactionVote.ReadOnly))
        {
            Send(participant, peer, () =>
            {
                var (become, answer) = _participants[peer].AskedByPeer();
                if (Become(peer, become) && answer is { } decision)
                {
                    Send(peer, participant, () =>
                    {
                        WasTerminatedByPeers |= _participants[participant].IsInDoubt;
                        Learn(participant, decision);
                    });
                }
            });
        }
    }

    private void Learn(int participant, TransactionDecision decision) => Become(participant, _participants[participant].Decide(decision));

    private void Perform(IEnumerable<CoordinatorEffect> effects)
    {
        foreach (var effect in effects)
        {
            if (!Survives(_votes.Length))
            {
                return;
            }

            if (effect.Entry is { } entry)
            {
                _log.Add(entry);
                _durableEntries = effect.Forced ? _log.Count : _durableEntries;
                continue;
            }

            var to = effect.To;
            Send(Coordinator, to, effect.Decision is { } decision ? () => TakeDecision(to, decision) : () => TakePrepare(to));
        }
    }

    private void TakePrepare(int participant)
    {
        var (become, vote) = _participants[participant].Prepare(_votes[participant]);
        if (Become(participant, become))
        {
            Send(participant, Coordinator, () => Perform(_coordinator.Vote(participant, vote)));
        }
    }

    private void TakeDecision(int participant, TransactionDecision decision)
    {
        // One that voted read-only has forgotten the transaction: it acknowledges whatever it is told.
        var become = _votes[participant] == TransactionVote.ReadOnly ? null : _participants[participant].Decide(decision);
        if (Become(participant, become))
        {
            Send(participant, Coordinator, () => Perform(_coordinator.Acknowledge(participant)));
        }
    }

    /// <summary>Makes a phase durable; false when the participant crashed before that.</summary>
    private bool Become(int participant, ParticipantPhase? phase)
    {
        if (phase is not { } become)
        {
            return true;
        }

        if (!Survives(participant))
        {
            return false;
        }

        _durable[participant] = _participants[participant].Phase = become;
        return true;
    }

    private void Send(int from, int to, Action deliver)
    {
        // The coordinator's sends are counted where it performs its effects, but its answers are effects too.
        if (from == Coordinator || Survives(from))
        {
            _network.Enqueue((from, to, deliver));
        }
    }

    private bool Survives(int process)
    {
        if (_isDown[process])
        {
            return false;
        }

        if (_effects[process]++ != _crashes[process])
        {
            return true;
        }

        HasCrashed = true;
        _isDown[process] = true;
        if (process == _votes.Length)
        {
            _log.RemoveRange(_durableEntries, _log.Count - _durableEntries);
        }

        return false;
    }

    private void Recover(int process)
    {
        if (!_isDown[process])
        {
            return;
        }

        _isDown[process] = false;
        if (process < _votes.Length)
        {
            _participants[process] = new TransactionParticipant { Phase = _durable[process] };
            Terminate(process);
        }
        else
        {
            _coordinator = new TransactionCoordinator(_votes.Length, _presumesAbort);
            Perform(_coordinator.Recover(_log.ToList()));
        }
    }

    private bool IsDown(int process) => _isDown[process == Coordinator ? _votes.Length : process];
}
