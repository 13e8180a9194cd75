using WorkDistribution.LocalRuntime.Engine.History;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>What a turn did that has to be stored.</summary>
internal sealed class TurnResult
{
    public required TurnOutcome Outcome { get; init; }

    /// <summary>New actions, in the order of their sequence numbers.</summary>
    public required List<HistoryEvent> Actions { get; init; }

    /// <summary>Inbox rows of timers that were cancelled.</summary>
    public required List<long> CancelledTimers { get; init; }

    /// <summary>Events that came after ContinueAsNew was asked for, and belong to the next execution.</summary>
    public IReadOnlyList<HistoryEvent> CarriedOver { get; init; } = [];

    /// <summary>Output, input of the next execution, or the termination's output.</summary>
    public string? Payload { get; init; }

    public FailureInfo? Failure { get; init; }

    /// <summary>Version of the next execution; null keeps it.</summary>
    public string? NewVersion { get; init; }
}
