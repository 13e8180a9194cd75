using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Runtime;
using WorkDistribution.LocalRuntime.Engine.Storage;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

internal sealed partial class InstanceActor
{
    /// <summary>A client rewinds the instance.</summary>
    private async Task RewindAsync(RewindMail mail)
    {
        if (_row is not { } row)
        {
            mail.Refuse(new ArgumentException($"An orchestration with the instanceId {Id} was not found."));
            Done();
            return;
        }

        if (row.Status != OrchestrationRuntimeStatus.Failed)
        {
            mail.Refuse(new InvalidOperationException(
                $"The rewind operation is only supported on failed orchestration instances, but instance {Id} is in the {row.Status} state."));
            Done();
            return;
        }

        await RewindAsync(row, mail.Reason, new StoreStep(), () => mail.Answer.TrySetResult(true));
    }

    /// <summary>A parent that is rewound rewinds the instance.</summary>
    private async Task RewindAsync(EventMail mail)
    {
        var step = new StoreStep();
        step.Consume(mail.Seq);
        if (_row is { Status: OrchestrationRuntimeStatus.Failed } row)
        {
            await RewindAsync(row with { ParentExecution = mail.Event.Seq }, mail.Event.Payload, step, static () => { });
        }
        else
        {
            Submit(step, Done);
        }
    }

    private async Task RewindAsync(InstanceRow row, string? reason, StoreStep step, Action done)
    {
        var turns = await LoadTurnsAsync(row.Execution);
        var rewindable = await RewindableChildrenAsync(turns);
        var rewound = RewoundHistory.Of(turns, child => rewindable.Contains(child.Target!));
        if (await TryReplayAsync(row, rewound.Turns) is not null)
        {
            rewound = RewoundHistory.Before(turns);
        }

        DropExecutor();
        var scan = new HistoryScan(rewound.Turns);
        var now = Math.Max(services.NowTicks, row.Updated);
        var next = row with
        {
            Execution = services.Ids.NextKey(),
            Status = OrchestrationRuntimeStatus.Running,
            Work = scan.OpenActivities.Count > 0 ? PendingWork.Turn | PendingWork.Activities : PendingWork.Turn,
            Updated = now,
            Completed = 0,
            Output = null,
            Failure = null,
            Span = row.Span?.NewSibling(),
            InputChanged = row.Span is not null,
        };
        var effects = new TurnEffects(services, Id, next.Execution);
        var marker = new HistoryEvent { Kind = EventKind.ExecutionRewound, Payload = reason };
        if (scan.OpenLocks.FirstOrDefault() is { } section)
        {
            // It failed inside a critical section, and its locks were released: it goes on when it has them again.
            marker = new HistoryEvent { Kind = EventKind.ExecutionRewound, Payload = reason, TaskId = section.TaskId, Extra = section.Name };
            effects.Send(step, section.Entities![0], ToEntity(next, section));
        }

        List<Turn> history = [.. rewound.Turns, new Turn(now, [marker], [])];
        for (var i = 0; i < history.Count; i++)
        {
            step.Append(new HistoryRow(next.Execution, i, MessageRouter.Encode(history[i])));
        }

        step.DropExecution(row.Execution);
        step.Update(next);
        foreach (var child in rewound.FailedChildren.Where(child => rewindable.Contains(child.Target!)))
        {
            effects.Send(step, child.Target!, new HistoryEvent { Kind = EventKind.ExecutionRewound, Payload = reason, Seq = next.Execution });
        }

        _row = next;
        Submit(step, () =>
        {
            effects.Publish();
            services.Activities.Schedule(Id, next.Execution, scan.OpenActivities);
            services.Instances.Wake(next);
            done();
            Done();
        });
    }

    private async Task<FailureInfo?> TryReplayAsync(InstanceRow row, IReadOnlyList<Turn> turns)
    {
        _row = row;
        _isRewound = true;
        var failure = await HydrateAsync(turns);
        return failure is { ErrorType: { } type } && type == typeof(NonDeterministicOrchestrationException).FullName ? failure : null;
    }

    private async Task<HashSet<string>> RewindableChildrenAsync(IReadOnlyList<Turn> turns)
    {
        var failed = turns.SelectMany(turn => turn.Applied).Where(e => e.Kind == EventKind.SubOrchestrationFailed).Select(e => e.TaskId).ToHashSet();
        HashSet<string> rewindable = new(StringComparer.Ordinal);
        foreach (var child in turns.SelectMany(turn => turn.Actions).Where(e => e.Kind == EventKind.SubOrchestrationCreated && failed.Contains(e.TaskId)))
        {
            if (await services.Store.FindInstanceAsync(child.Target!, withInput: false) is { Status: OrchestrationRuntimeStatus.Failed })
            {
                rewindable.Add(child.Target!);
            }
        }

        return rewindable;
    }
}
