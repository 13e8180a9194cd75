using WorkDistribution.LocalRuntime.Engine.Telemetry;

namespace WorkDistribution.LocalRuntime.Engine.History;

/// <summary>
/// One event of an orchestration's history, or one message on its way to become one. A single wide type: which
/// fields mean something depends on <see cref="Kind"/>, and only those are stored.
/// </summary>
internal sealed class HistoryEvent
{
    public required EventKind Kind { get; init; }

    /// <summary>Sequence number of the action this event schedules or answers; the parent's task for a start.</summary>
    public int TaskId { get; init; }

    /// <summary>Function, event or operation name.</summary>
    public string? Name { get; init; }

    public string? Version { get; init; }

    /// <summary>Serialized input, result, event payload, or the reason of a state change.</summary>
    public string? Payload { get; init; }

    /// <summary>Instance or entity the event concerns; the parent instance for a start.</summary>
    public string? Target { get; init; }

    /// <summary>Parent function name of a start; "recursive" of a termination.</summary>
    public string? Extra { get; init; }

    public FailureInfo? Failure { get; init; }

    /// <summary>UTC ticks: fire time of a timer, start time of a scheduled start, delivery time of a scheduled signal.</summary>
    public long Time { get; init; }

    /// <summary>Inbox row of a timer, so that cancelling it deletes the row.</summary>
    public long Seq { get; set; }

    /// <summary>The execution a message is meant for, or of the parent that started this one; 0 means any.</summary>
    public long Execution { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>The entities of a lock request or release, in the order they are acquired.</summary>
    public IReadOnlyList<string>? Entities { get; init; }

    /// <summary>Its place in a trace; null if it is not traced.</summary>
    public SpanLink? Span { get; set; }
}
