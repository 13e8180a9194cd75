namespace WorkDistribution.LocalRuntime.Engine.History;

/// <summary>What can be told from a history without running the orchestrator.</summary>
internal sealed class HistoryScan
{
    private readonly Dictionary<int, HistoryEvent> _activities = [];
    private readonly Dictionary<string, HistoryEvent> _locks = new(StringComparer.Ordinal);

    public HistoryScan(IEnumerable<Turn> turns)
    {
        foreach (var turn in turns)
        {
            Steps++;
            LastTicks = turn.Ticks;
            foreach (var e in turn.Applied)
            {
                if (e.Kind is EventKind.TaskCompleted or EventKind.TaskFailed)
                {
                    _activities.Remove(e.TaskId);
                }
            }

            foreach (var e in turn.Actions)
            {
                LastTaskId = Math.Max(LastTaskId, e.TaskId);
                Track(e);
            }
        }
    }

    public int Steps { get; }

    public long LastTicks { get; }

    public int LastTaskId { get; } = -1;

    /// <summary>Activities that were scheduled and have no outcome.</summary>
    public IReadOnlyCollection<HistoryEvent> OpenActivities => _activities.Values;

    /// <summary>As <see cref="OpenActivities"/>, without those whose outcomes are among messages that wait.</summary>
    public IReadOnlyCollection<HistoryEvent> OpenActivitiesBut(IEnumerable<HistoryEvent> waiting, long execution)
    {
        var answered = waiting.Where(e => e.Kind is EventKind.TaskCompleted or EventKind.TaskFailed && e.Execution == execution)
            .Select(e => e.TaskId).ToHashSet();
        return answered.Count == 0 ? OpenActivities : [.. OpenActivities.Where(activity => !answered.Contains(activity.TaskId))];
    }

    /// <summary>Lock requests that were not given back.</summary>
    public IReadOnlyCollection<HistoryEvent> OpenLocks => _locks.Values;

    private void Track(HistoryEvent e)
    {
        switch (e.Kind)
        {
            case EventKind.TaskScheduled:
                _activities[e.TaskId] = e;
                break;
            case EventKind.EntityLockRequested:
                _locks[e.Name!] = e;
                break;
            case EventKind.EntityUnlocked:
                _locks.Remove(e.Name!);
                break;
            default:
                break;
        }
    }
}
