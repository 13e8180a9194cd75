using WorkDistribution.LocalRuntime.Engine.History;

namespace WorkDistribution.Simulation.Invariants;

/// <summary>What one execution has started, and which of it has its outcome.</summary>
internal sealed class ExecutionLedger(long execution)
{
    private readonly Dictionary<int, HistoryEvent> _open = [];
    private readonly Dictionary<int, HistoryEvent> _known = [];
    private long _ticks;
    private bool _hasStarted;

    public int OpenActivities => _open.Values.Count(action => action.Kind == EventKind.TaskScheduled);

    /// <summary>Takes a turn over, and returns how many activities got their outcome.</summary>
    public int Record(Turn turn)
    {
        if (turn.Ticks < _ticks)
        {
            throw Violation("goes back in time");
        }

        _ticks = turn.Ticks;
        var outcomes = 0;
        foreach (var e in turn.Applied)
        {
            outcomes += Apply(e, turn.Ticks) ? 1 : 0;
        }

        foreach (var action in turn.Actions)
        {
            Start(action);
        }

        return outcomes;
    }

    private bool Apply(HistoryEvent e, long ticks)
    {
        switch (e.Kind)
        {
            case EventKind.ExecutionStarted:
                if (_hasStarted)
                {
                    throw Violation("starts twice");
                }

                _hasStarted = true;
                return false;
            case EventKind.TaskCompleted or EventKind.TaskFailed:
                Close(e, EventKind.TaskScheduled);
                return true;
            case EventKind.TimerFired:
                // A timer that was cancelled in an earlier turn may still arrive; it must not come early.
                if (_known.ContainsKey(e.TaskId) && _open.Remove(e.TaskId, out var timer) && timer.Time > ticks)
                {
                    throw Violation($"gets timer {e.TaskId} {new TimeSpan(timer.Time - ticks)} early");
                }

                return false;
            case EventKind.SubOrchestrationCompleted or EventKind.SubOrchestrationFailed:
                Close(e, EventKind.SubOrchestrationCreated);
                return false;
            case EventKind.EntityResponded:
                Close(e, EventKind.EntityCalled);
                return false;
            case EventKind.EntityLockGranted:
                Close(e, EventKind.EntityLockRequested);
                return false;
            case EventKind.ExecutionRewound when e.Extra is not null:
                // It was inside a critical section, whose locks it has to be given again.
                _open[e.TaskId] = _known[e.TaskId];
                return false;
            default:
                return false;
        }
    }

    private void Start(HistoryEvent action)
    {
        if (action.Kind is EventKind.ExecutionCompleted or EventKind.ExecutionFailed)
        {
            return;
        }

        if (!_known.TryAdd(action.TaskId, action))
        {
            throw Violation($"takes action {action.TaskId} ({action.Kind}) twice");
        }

        _open.Add(action.TaskId, action);
    }

    private void Close(HistoryEvent outcome, EventKind expected)
    {
        if (!_known.ContainsKey(outcome.TaskId))
        {
            throw Violation($"gets an outcome ({outcome.Kind}) of action {outcome.TaskId}, which it never took");
        }

        if (!_open.Remove(outcome.TaskId, out var action))
        {
            throw Violation($"gets a second outcome ({outcome.Kind}) of action {outcome.TaskId}");
        }

        if (action.Kind != expected)
        {
            throw Violation($"gets {outcome.Kind} for action {outcome.TaskId}, which is {action.Kind}");
        }
    }

    private InvariantViolationException Violation(string what) => new($"Execution {execution} {what}.");
}
