using WorkDistribution.LocalRuntime.Engine.History;

namespace WorkDistribution.LocalRuntime.Engine.Telemetry;

/// <summary>What an orchestration has begun and waits for, to be recorded as spans when the outcomes come.</summary>
internal sealed class OpenSpans
{
    private readonly Dictionary<int, (HistoryEvent Action, long Ticks)> _open = [];

    /// <summary>Finds in a history what is still open.</summary>
    public static OpenSpans Of(IReadOnlyList<Turn> turns)
    {
        var spans = new OpenSpans();
        foreach (var turn in turns)
        {
            foreach (var e in turn.Applied)
            {
                spans.End(e);
            }

            foreach (var action in turn.Actions)
            {
                spans.Begin(action, turn.Ticks);
            }
        }

        return spans;
    }

    public void Begin(HistoryEvent action, long ticks)
    {
        if (action.Span is not null || action.Kind == EventKind.TimerCreated)
        {
            _open[action.TaskId] = (action, ticks);
        }
    }

    /// <summary>The action that the event is the outcome of, and when it was taken.</summary>
    public (HistoryEvent Action, long Ticks)? End(HistoryEvent e) =>
        e.Kind is EventKind.TaskCompleted or EventKind.TaskFailed or EventKind.TimerFired or EventKind.SubOrchestrationCompleted
            or EventKind.SubOrchestrationFailed or EventKind.EntityResponded
        && _open.Remove(e.TaskId, out var begun)
            ? begun
            : null;
}
