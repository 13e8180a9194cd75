using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Telemetry;

namespace WorkDistribution.LocalRuntime.Engine.Storage;

/// <summary>An orchestration instance as it is stored. The input and the tags are written once an execution.</summary>
internal sealed record InstanceRow
{
    /// <summary>Identifies this instance for ever; an instance id that is used again gets another key.</summary>
    public required long Key { get; init; }

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Version { get; init; }

    public required OrchestrationRuntimeStatus Status { get; init; }

    /// <summary>Owner of the history rows; continue-as-new and rewind begin another one.</summary>
    public required long Execution { get; init; }

    /// <summary>How often the instance has continued as new.</summary>
    public int Generation { get; init; }

    /// <summary>What recovery has to do for the instance.</summary>
    public required PendingWork Work { get; init; }

    /// <summary>UTC ticks.</summary>
    public required long Created { get; init; }

    /// <summary>UTC ticks.</summary>
    public required long Updated { get; init; }

    /// <summary>UTC ticks; 0 while it runs.</summary>
    public long Completed { get; init; }

    /// <summary>UTC ticks before which the instance does not start; 0 means at once.</summary>
    public long StartAt { get; init; }

    public string? ParentId { get; init; }

    public string? ParentName { get; init; }

    public long ParentExecution { get; init; }

    public int ParentTaskId { get; init; }

    /// <summary>Whether the parent is told of the end; an entity that starts an orchestration is not.</summary>
    public bool NotifiesParent { get; init; }

    public string? CustomStatus { get; init; }

    public string? Output { get; init; }

    public FailureInfo? Failure { get; init; }

    /// <summary>Why the instance is not run although it is not finished; null if it runs.</summary>
    public string? ParkedReason { get; init; }

    /// <summary>Loaded only when asked for.</summary>
    public string? Input { get; init; }

    /// <summary>Loaded with the input.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>The span of the present execution; null if it is not traced. Loaded with the input.</summary>
    public SpanLink? Span { get; init; }

    /// <summary>Whether an update writes input and tags too.</summary>
    public bool InputChanged { get; init; }

    public bool IsFinished => Status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed
        or OrchestrationRuntimeStatus.Terminated;
}
