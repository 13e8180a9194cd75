using Microsoft.DurableTask;

namespace WorkDistribution.LocalRuntime.Engine;

/// <summary>
/// One line of an instance's history, as the Durable management API shows it: scheduling events are folded into their
/// outcome, and members that mean nothing for an event type are null.
/// </summary>
public sealed record HistoryEntry
{
    /// <summary>The event's official name: ExecutionStarted, TaskCompleted, TimerCreated, EventRaised …</summary>
    public required string EventType { get; init; }

    /// <summary>When the turn that recorded the event ran (UTC).</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The function that was started or called.</summary>
    public string? FunctionName { get; init; }

    /// <summary>The name of an external event or of an entity operation.</summary>
    public string? Name { get; init; }

    /// <summary>When the task of an outcome was scheduled (UTC).</summary>
    public DateTimeOffset? ScheduledTime { get; init; }

    /// <summary>When a timer fires, or fired (UTC).</summary>
    public DateTimeOffset? FireAt { get; init; }

    /// <summary>Serialized input of the instance, the task or the event.</summary>
    public string? Input { get; init; }

    /// <summary>Serialized result of the task or of the instance.</summary>
    public string? Result { get; init; }

    /// <summary>Why: the failure's message, or the reason given for a termination, suspension or resumption.</summary>
    public string? Reason { get; init; }

    /// <summary>The failure in full.</summary>
    public TaskFailureDetails? FailureDetails { get; init; }

    /// <summary>The instance or entity the event concerns.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The status an instance ended in.</summary>
    public string? OrchestrationStatus { get; init; }
}
