using WorkDistribution.LocalRuntime.Engine.History;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

internal sealed partial class OrchestrationExecutor
{
    private readonly HashSet<int> _unneededTimers = [];

    /// <summary>Whether a timer was cancelled in the turn that created it.</summary>
    public bool IsUnneededTimer(int id) => _unneededTimers.Contains(id);

    /// <summary>Repeats a turn of the history, and checks that it takes the same actions.</summary>
    /// <param name="turn">The recorded turn.</param>
    /// <param name="mayTakeMore">Whether actions that the history lacks are kept for the next turn, as after a rewind.</param>
    /// <exception cref="NonDeterministicOrchestrationException">The code took another action, or one more, or one less.</exception>
    public void Replay(Turn turn, bool mayTakeMore)
    {
        Now = new DateTime(turn.Ticks, DateTimeKind.Utc);
        IsReplaying = true;
        var outside = Enter();
        try
        {
            ApplyAll(turn.Applied);
            LeaveCriticalSectionAtEnd();
        }
        finally
        {
            Exit(outside);
        }

        Match(turn.Actions, mayTakeMore);
        IsReplaying = false;
    }

    private void Match(IReadOnlyList<HistoryEvent> recorded, bool mayTakeMore)
    {
        var next = 0;
        foreach (var expected in recorded)
        {
            while (mayTakeMore && next < _pending.Count && _pending[next].TaskId < expected.TaskId)
            {
                next++;
            }

            if (next >= _pending.Count || !IsSame(expected, _pending[next]))
            {
                throw Mismatch(expected, next < _pending.Count ? _pending[next] : null);
            }

            if (_open.TryGetValue(expected.TaskId, out var task) && task is OpenTimer timer)
            {
                timer.Created = expected;
            }

            if (mayTakeMore)
            {
                _pending.RemoveAt(next);
            }
            else
            {
                next++;
            }
        }

        if (mayTakeMore)
        {
            return;
        }

        if (next < _pending.Count && !IsSuspended)
        {
            throw Mismatch(null, _pending[next]);
        }

        _pending.RemoveRange(0, next);
    }

    private static bool IsSame(HistoryEvent expected, HistoryEvent actual) =>
        expected.TaskId == actual.TaskId
        && expected.Kind == actual.Kind
        && string.Equals(expected.Name, actual.Name, StringComparison.OrdinalIgnoreCase)
        && (expected.Kind is not (EventKind.EntityCalled or EventKind.EntitySignaled or EventKind.EventSent)
            || string.Equals(expected.Target, actual.Target, StringComparison.Ordinal));

    private NonDeterministicOrchestrationException Mismatch(HistoryEvent? expected, HistoryEvent? actual) => new(
        $"The orchestrator '{Row.Name}' is not deterministic: expected {Describe(expected, "no further action")} from the history of instance "
        + $"'{Row.Id}', but the replay took {Describe(actual, "no action")}. Was the code changed while the instance was running, or does it "
        + "depend on time, randomness, environment or I/O other than through its context?");

    private static string Describe(HistoryEvent? action, string nothing) => action switch
    {
        null => nothing,
        { Kind: EventKind.TaskScheduled } => $"activity '{action.Name}' (sequence {action.TaskId})",
        { Kind: EventKind.TimerCreated } => $"timer (sequence {action.TaskId})",
        { Kind: EventKind.SubOrchestrationCreated } => $"sub-orchestration '{action.Name}' (sequence {action.TaskId})",
        { Kind: EventKind.EventSent } => $"event '{action.Name}' to '{action.Target}' (sequence {action.TaskId})",
        { Kind: EventKind.EntityCalled } => $"call of operation '{action.Name}' on entity '{action.Target}' (sequence {action.TaskId})",
        { Kind: EventKind.EntitySignaled } => $"signal '{action.Name}' to entity '{action.Target}' (sequence {action.TaskId})",
        { Kind: EventKind.EntityLockRequested } => $"lock of entities {string.Join(", ", action.Entities ?? [])} (sequence {action.TaskId})",
        { Kind: EventKind.EntityUnlocked } => $"release of entities {string.Join(", ", action.Entities ?? [])} (sequence {action.TaskId})",
        _ => $"{action.Kind} (sequence {action.TaskId})",
    };
}
