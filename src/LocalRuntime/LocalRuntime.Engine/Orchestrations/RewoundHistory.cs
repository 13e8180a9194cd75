using WorkDistribution.LocalRuntime.Engine.History;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>
/// The history of a failed instance without its failures, so that a replay takes the failed tasks' actions again and
/// keeps every result there is.
/// </summary>
internal sealed class RewoundHistory
{
    private RewoundHistory(IReadOnlyList<Turn> turns, IReadOnlyList<HistoryEvent> failedChildren)
    {
        Turns = turns;
        FailedChildren = failedChildren;
    }

    public IReadOnlyList<Turn> Turns { get; }

    /// <summary>The sub-orchestrations that failed, as they were created. They stay in the history if they can be rewound.</summary>
    public IReadOnlyList<HistoryEvent> FailedChildren { get; }

    /// <summary>Removes failed tasks. <paramref name="keepsChild"/> says whether a failed sub-orchestration is rewound rather than started anew.</summary>
    public static RewoundHistory Of(IReadOnlyList<Turn> turns, Func<HistoryEvent, bool> keepsChild)
    {
        var failed = turns.SelectMany(turn => turn.Applied)
            .Where(e => e.Kind is EventKind.TaskFailed or EventKind.SubOrchestrationFailed)
            .Select(e => e.TaskId)
            .ToHashSet();
        var children = turns.SelectMany(turn => turn.Actions)
            .Where(e => e.Kind == EventKind.SubOrchestrationCreated && failed.Contains(e.TaskId))
            .ToList();

        var answered = Answered(turns);
        bool Stays(HistoryEvent e) => e.Kind switch
        {
            // An answer to the old execution does not reach the new one: what entities have not answered is asked again.
            EventKind.EntityCalled or EventKind.EntityLockRequested => answered.Contains(e.TaskId),
            EventKind.TaskFailed or EventKind.SubOrchestrationFailed or EventKind.ExecutionFailed => false,
            EventKind.TaskScheduled => !failed.Contains(e.TaskId),
            EventKind.SubOrchestrationCreated => !failed.Contains(e.TaskId) || keepsChild(e),
            _ => true,
        };
        List<Turn> kept =
        [
            .. turns.Select(turn => new Turn(turn.Ticks, [.. turn.Applied.Where(Stays)], [.. turn.Actions.Where(Stays)])),
        ];

        // The end gave back the locks; the instance goes on as the one who holds them.
        kept[^1] = kept[^1] with { Actions = [.. kept[^1].Actions.Where(e => e.Kind != EventKind.EntityUnlocked)] };
        return new RewoundHistory(kept, children);
    }

    /// <summary>
    /// Keeps only the turns before the first failure. For code whose later actions followed from failures (a retry, a
    /// compensation): those cannot be kept, and what came after the failure is done again, as is what had no outcome before it.
    /// </summary>
    public static RewoundHistory Before(IReadOnlyList<Turn> turns)
    {
        var first = turns.TakeWhile(turn =>
            !turn.Applied.Any(e => e.Kind is EventKind.TaskFailed or EventKind.SubOrchestrationFailed)).ToList();
        var kept = first.Count == turns.Count ? first[..^1] : first;
        var answered = Answered(kept);
        bool Stays(HistoryEvent e) => !HasOutcome(e.Kind) || answered.Contains(e.TaskId);
        return new RewoundHistory([.. kept.Select(turn => turn with { Actions = [.. turn.Actions.Where(Stays)] })], []);
    }

    private static HashSet<int> Answered(IEnumerable<Turn> turns) =>
        [.. turns.SelectMany(turn => turn.Applied).Where(e => IsOutcome(e.Kind)).Select(e => e.TaskId)];

    private static bool HasOutcome(EventKind kind) => kind is EventKind.TaskScheduled or EventKind.TimerCreated
        or EventKind.SubOrchestrationCreated or EventKind.EntityCalled or EventKind.EntityLockRequested;

    private static bool IsOutcome(EventKind kind) => kind is EventKind.TaskCompleted or EventKind.TimerFired
        or EventKind.SubOrchestrationCompleted or EventKind.EntityResponded or EventKind.EntityLockGranted;
}
