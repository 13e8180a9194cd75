using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Engine.Entities;
using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Storage;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

internal sealed partial class InstanceActor
{
    public static InstanceRow NewRow(string id, HistoryEvent start, long now, long key) => new()
    {
        Key = key,
        Id = id,
        Name = start.Name!,
        Version = start.Version ?? string.Empty,
        Status = OrchestrationRuntimeStatus.Pending,
        Execution = key,
        Work = PendingWork.Turn,
        Created = now,
        Updated = now,
        StartAt = start.Time,
        ParentId = start.Target,
        ParentName = start.Extra,
        ParentExecution = start.Seq,
        ParentTaskId = start.TaskId,
        NotifiesParent = start.Target is not null && start.Seq != 0,
        Input = start.Payload,
        Tags = start.Tags,
        Span = start.Span,
    };

    private InstanceRow NewRow(string id, HistoryEvent start, long now) => NewRow(id, start, now, services.Ids.NextKey());

    /// <summary>A client starts the instance.</summary>
    private async Task StartAsync(StartMail mail)
    {
        if (_row is { } existing && mail.Reuse.Refusal(existing) is { } refusal)
        {
            mail.Refuse(refusal);
            Done();
            return;
        }

        await CreateAsync(mail.Start, new StoreStep(), () => mail.Answer.TrySetResult(Id));
    }

    /// <summary>An orchestration or an entity starts the instance.</summary>
    private async Task StartAsync(EventMail mail)
    {
        var step = new StoreStep();
        step.Consume(mail.Seq);
        if (_row is not { IsFinished: false } existing)
        {
            await CreateAsync(mail.Event, step, static () => { });
            return;
        }

        var effects = new TurnEffects(services, Id, existing.Execution);
        if (mail.Event.Seq != 0)
        {
            effects.Send(step, mail.Event.Target!, new HistoryEvent
            {
                Kind = EventKind.SubOrchestrationFailed,
                TaskId = mail.Event.TaskId,
                Execution = mail.Event.Seq,
                Failure = new FailureInfo(
                    typeof(OrchestrationAlreadyExistsException).FullName!,
                    $"An orchestration with instance ID '{Id}' and status '{existing.Status}' already exists."),
            });
        }
        else
        {
            LogStartIgnored(services.Logger, Id, existing.Status);
        }

        Submit(step, () =>
        {
            effects.Publish();
            Done();
        });
    }

    private async Task CreateAsync(HistoryEvent start, StoreStep step, Action created)
    {
        var replaced = _row;
        var effects = new TurnEffects(services, Id, 0);
        if (replaced is { IsFinished: false })
        {
            await EndReplacedAsync(replaced, step, effects);
        }

        var held = _parked is null ? [] : Resend(await HeldAsync(), step);
        DropExecutor();
        var row = NewRow(Id, start, services.NowTicks);
        effects.Create(step, row);
        (_row, _steps, _lastTicks, _isRewound, _parked) = (row, 0, 0, false, null);
        Submit(step, () =>
        {
            if (replaced is { IsFinished: false })
            {
                services.Activities.Cancel(replaced.Execution);
                services.Waiters.Changed(replaced with { Status = OrchestrationRuntimeStatus.Terminated });
            }

            PutBack(held);
            effects.Publish();
            created();
            Done();
        });
    }

    /// <summary>What was held for a parked instance is for the one that replaces it.</summary>
    private List<EventMail> Resend(List<EventMail> held, StoreStep step)
    {
        List<EventMail> again = [];
        foreach (var item in held)
        {
            var row = services.Router.Row(Id, item.Event);
            step.Consume(item.Seq);
            step.Send(row);
            again.Add(new EventMail(item.Event) { Seq = row.Seq });
        }

        return again;
    }

    /// <summary>A running instance gives way to a new one of the same id: its locks and its parent must not wait for it.</summary>
    private async Task EndReplacedAsync(InstanceRow row, StoreStep step, TurnEffects effects)
    {
        var scan = new HistoryScan(await LoadTurnsAsync(row.Execution));
        foreach (var held in scan.OpenLocks)
        {
            foreach (var entity in held.Entities!)
            {
                effects.Send(step, entity, new EntityMessage { Kind = EntityMessageKind.Release, CallerId = Id, LockId = held.Name });
            }
        }

        if (row is { NotifiesParent: true, ParentId: { } parent })
        {
            effects.Send(step, parent, new HistoryEvent
            {
                Kind = EventKind.SubOrchestrationFailed,
                TaskId = row.ParentTaskId,
                Execution = row.ParentExecution,
                Failure = new FailureInfo("OrchestrationTerminated", $"The sub-orchestration '{row.Id}' was replaced by a new instance."),
            });
        }
    }

    private void Purge(PurgeMail mail)
    {
        if (_row is not { } row)
        {
            mail.Answer.TrySetResult(0);
            Done();
            return;
        }

        if (!row.IsFinished)
        {
            mail.Refuse(new InvalidOperationException(
                $"Only orchestrations in a terminal state can be purged, but the orchestration with instance ID {Id} has status {row.Status}."));
            Done();
            return;
        }

        var step = new StoreStep();
        step.Purge(row);
        Forget();
        _isLoaded = true;
        Submit(step, () =>
        {
            mail.Answer.TrySetResult(1);
            Done();
        });
    }

    /// <summary>Purges without reading the instance again; the store leaves it alone if it has begun another execution since.</summary>
    private void PurgeKnown(InstanceRow row, PurgeMail mail)
    {
        var step = new StoreStep();
        step.Purge(row);
        Submit(step, () =>
        {
            mail.Answer.TrySetResult(1);
            Done();
        });
    }

    private async Task<IReadOnlyList<InstanceRow>> UnfinishedChildrenAsync()
    {
        List<InstanceRow> children = [];
        var filter = new InstanceFilter
        {
            ParentId = Id,
            Statuses = [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended],
            Limit = 1000,
        };
        while (true)
        {
            var page = await services.Store.QueryInstancesAsync(filter);
            children.AddRange(page.Where(child => child.NotifiesParent));
            if (page.Count < filter.Limit)
            {
                return children;
            }

            filter = filter with { After = page[^1].Id };
        }
    }

    private static IReadOnlyDictionary<string, string>? Merge(
        IReadOnlyDictionary<string, string>? inherited, IReadOnlyDictionary<string, string>? own)
    {
        if (inherited is null or { Count: 0 })
        {
            return own;
        }

        var merged = new Dictionary<string, string>(inherited, StringComparer.Ordinal);
        foreach (var (key, value) in own ?? new Dictionary<string, string>())
        {
            merged[key] = value;
        }

        return merged;
    }
}
