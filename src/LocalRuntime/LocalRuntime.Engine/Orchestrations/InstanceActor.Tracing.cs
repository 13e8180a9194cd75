using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Telemetry;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

internal sealed partial class InstanceActor
{
    private OpenSpans? _openSpans;

    /// <summary>UTC ticks at which the present execution took its first turn.</summary>
    private long _started;

    /// <summary>Takes up the spans that a history has open, when the instance comes into memory.</summary>
    private void TraceFrom(IReadOnlyList<Turn> turns)
    {
        if (turns.Count == 0)
        {
            return;
        }

        // A rewound execution began when it was rewound: what it did before has its span.
        var first = turns.LastOrDefault(turn => turn.Applied is [{ Kind: EventKind.ExecutionRewound }, ..]) ?? turns[0];
        _started = first.Ticks;
        _openSpans = IsTraced() ? OpenSpans.Of(turns) : null;
    }

    private bool IsTraced() => _row?.Span is not null && DurableSpans.Source.HasListeners();

    /// <summary>The spans that end with the turn; null if it is not traced.</summary>
    private TurnSpans? BeginSpans(TurnContext turn)
    {
        if (turn.Row.Span is not { } orchestration || !IsTraced())
        {
            return null;
        }

        if (_steps == 0)
        {
            _openSpans = null;
        }

        var spans = new TurnSpans(turn.Row, orchestration, _openSpans ??= new OpenSpans(), turn.Ticks);
        foreach (var e in turn.Applied)
        {
            spans.Applied(e);
        }

        return spans;
    }

    private void EndSpan(TurnSpans? spans, TurnContext turn, Storage.InstanceRow next)
    {
        if (next.IsFinished)
        {
            spans?.Ended(next, _started, next.Status.ToString());
        }
        else if (next.Execution != turn.Row.Execution)
        {
            spans?.Ended(next, _started, "ContinuedAsNew");
        }
    }
}
