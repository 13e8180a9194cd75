using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Orchestrations;
using WorkDistribution.LocalRuntime.Engine.Storage;

namespace WorkDistribution.LocalRuntime.Engine.Client;

/// <summary>A history as the management API shows it: one entry an event, a task's scheduling folded into its outcome.</summary>
internal static class HistoryView
{
    public static IReadOnlyList<HistoryEntry> Of(InstanceRow row, IReadOnlyList<byte[]> rows)
    {
        List<(HistoryEntry Entry, bool IsFolded, int TaskId)> entries = [];
        var scheduled = new Dictionary<int, int>();
        foreach (var turn in rows.Select(data => EventCodec.DecodeTurn(data)))
        {
            var time = new DateTimeOffset(turn.Ticks, TimeSpan.Zero);
            foreach (var e in turn.Applied.Concat(turn.Actions))
            {
                if (e.Kind is EventKind.TaskScheduled or EventKind.SubOrchestrationCreated)
                {
                    scheduled[e.TaskId] = entries.Count;
                }

                var entry = Entry(row, e, time);
                if (IsOutcome(e.Kind) && scheduled.TryGetValue(e.TaskId, out var index))
                {
                    var start = entries[index];
                    entries[index] = start with { IsFolded = true };
                    entry = entry with { ScheduledTime = start.Entry.Timestamp, FunctionName = start.Entry.FunctionName, Input = start.Entry.Input };
                }

                entries.Add((entry, false, e.TaskId));
            }
        }

        return [.. entries.Where(item => !item.IsFolded).Select(item => item.Entry)];
    }

    private static bool IsOutcome(EventKind kind) => kind is EventKind.TaskCompleted or EventKind.TaskFailed
        or EventKind.SubOrchestrationCompleted or EventKind.SubOrchestrationFailed;

    private static HistoryEntry Entry(InstanceRow row, HistoryEvent e, DateTimeOffset time)
    {
        var entry = new HistoryEntry
        {
            EventType = Name(e.Kind),
            Timestamp = time,
            FailureDetails = e.Failure is { } failure ? Failures.Details(failure) : null,
            Reason = e.Failure?.ErrorMessage,
        };
        return e.Kind switch
        {
            EventKind.ExecutionStarted => entry with { FunctionName = row.Name, Input = row.Input },
            EventKind.TaskScheduled => entry with { FunctionName = e.Name, Input = e.Payload },
            EventKind.SubOrchestrationCreated => entry with { FunctionName = e.Name, Input = e.Payload, InstanceId = e.Target },
            EventKind.TaskCompleted or EventKind.SubOrchestrationCompleted => entry with { Result = e.Payload },
            EventKind.TimerCreated or EventKind.TimerFired => entry with { FireAt = new DateTimeOffset(e.Time, TimeSpan.Zero) },
            EventKind.EventRaised => entry with { Name = e.Name, Input = e.Payload },
            EventKind.EventSent or EventKind.EntityCalled or EventKind.EntitySignaled =>
                entry with { Name = e.Name, Input = e.Payload, InstanceId = e.Target },
            EventKind.EntityLockRequested or EventKind.EntityUnlocked =>
                entry with { Name = e.Kind == EventKind.EntityUnlocked ? "release" : "lock", InstanceId = string.Join(", ", e.Entities ?? []) },
            EventKind.EntityResponded or EventKind.EntityLockGranted => entry with { Name = "response", Input = e.Payload },
            EventKind.ExecutionCompleted or EventKind.ExecutionFailed => entry with { Result = e.Payload, OrchestrationStatus = e.Name },
            EventKind.ExecutionTerminated => entry with { Input = e.Payload },
            _ => entry with { Reason = e.Payload },
        };
    }

    private static string Name(EventKind kind) => kind switch
    {
        EventKind.SubOrchestrationCreated => "SubOrchestrationInstanceCreated",
        EventKind.SubOrchestrationCompleted => "SubOrchestrationInstanceCompleted",
        EventKind.SubOrchestrationFailed => "SubOrchestrationInstanceFailed",
        EventKind.EntityCalled or EventKind.EntitySignaled or EventKind.EntityLockRequested or EventKind.EntityUnlocked => "EventSent",
        EventKind.EntityResponded or EventKind.EntityLockGranted => "EventRaised",
        EventKind.ExecutionFailed => "ExecutionCompleted",
        EventKind.ContinuedAsNew => "ContinueAsNew",
        _ => kind.ToString(),
    };
}
