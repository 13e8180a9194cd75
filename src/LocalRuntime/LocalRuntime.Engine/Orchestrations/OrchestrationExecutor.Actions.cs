using WorkDistribution.LocalRuntime.Engine.Entities;
using WorkDistribution.LocalRuntime.Engine.History;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

internal sealed partial class OrchestrationExecutor
{
    public Task<T> ScheduleActivity<T>(string name, string? version, string? input, IReadOnlyDictionary<string, string>? tags)
    {
        var id = NextTaskId();
        _pending.Add(new HistoryEvent
        {
            Kind = EventKind.TaskScheduled,
            TaskId = id,
            Name = name,
            Version = string.IsNullOrEmpty(version) ? null : version,
            Payload = input,
            Tags = tags is { Count: > 0 } ? tags : null,
        });
        var task = new OpenTask<T>(id, name, _settings.Converter);
        _open.Add(id, task);
        _openActivities++;
        return task.Task;
    }

    public Task<T> StartChild<T>(
        string name, string? version, string instanceId, bool isGenerated, string? input, IReadOnlyDictionary<string, string>? tags)
    {
        var id = NextTaskId();
        if (isGenerated)
        {
            _generatedChildren.Add(instanceId);
        }

        _pending.Add(new HistoryEvent
        {
            Kind = EventKind.SubOrchestrationCreated,
            TaskId = id,
            Name = name,
            Version = string.IsNullOrEmpty(version) ? null : version,
            Target = instanceId,
            Payload = input,
            Tags = tags is { Count: > 0 } ? tags : null,
        });
        var task = new OpenTask<T>(id, name, _settings.Converter);
        _open.Add(id, task);
        return task.Task;
    }

    public Task StartTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        var created = new HistoryEvent { Kind = EventKind.TimerCreated, TaskId = NextTaskId(), Time = fireAt.Ticks };
        _pending.Add(created);
        var timer = new OpenTimer(created);
        _open.Add(created.TaskId, timer);
        if (cancellationToken.CanBeCanceled)
        {
            cancellationToken.Register(() => Cancel(timer));
        }

        return timer.Task;
    }

    public void SendEvent(string instanceId, string name, string? payload) => _pending.Add(new HistoryEvent
    {
        Kind = EventKind.EventSent,
        TaskId = NextTaskId(),
        Name = name,
        Target = instanceId,
        Payload = payload,
    });

    public Task<HistoryEvent> CallEntity(string entityId, string operation, string? input)
    {
        var id = NextTaskId();
        _pending.Add(new HistoryEvent { Kind = EventKind.EntityCalled, TaskId = id, Name = operation, Target = entityId, Payload = input });
        return AwaitEntity(id);
    }

    public void SignalEntity(string entityId, string operation, string? input, long due) => _pending.Add(new HistoryEvent
    {
        Kind = EventKind.EntitySignaled,
        TaskId = NextTaskId(),
        Name = operation,
        Target = entityId,
        Payload = input,
        Time = due,
    });

    public (Task<HistoryEvent> Granted, string LockId) LockEntities(IReadOnlyList<string> entities)
    {
        var id = NextTaskId();
        var lockId = EntityLocks.Id(Row.Key, id);
        _pending.Add(new HistoryEvent { Kind = EventKind.EntityLockRequested, TaskId = id, Name = lockId, Entities = entities });
        return (AwaitEntity(id), lockId);
    }

    public void UnlockEntities(string lockId, IReadOnlyList<string> entities) => _pending.Add(new HistoryEvent
    {
        Kind = EventKind.EntityUnlocked,
        TaskId = NextTaskId(),
        Name = lockId,
        Entities = entities,
    });

    public void ContinueAsNew(ContinueAsNewRequest request)
    {
        _continueAsNew = request;
        if (request.PreserveEvents)
        {
            foreach (var (name, payload) in _events.TakeBuffered())
            {
                // Officially they are sent to oneself, behind what has arrived since; here the order of sending is kept.
                _carriedOver.Add(new HistoryEvent { Kind = EventKind.EventRaised, Name = name, Payload = payload });
            }
        }
    }

    private Task<HistoryEvent> AwaitEntity(int id)
    {
        var reply = new EntityReply();
        _entityReplies.Add(id, reply);
        return reply.Task;
    }

    private void Cancel(OpenTimer timer)
    {
        // A token may be cancelled from anywhere; only orchestrator code may change what the orchestration waits for.
        EnsureOnTurn();
        if (!_open.Remove(timer.Id))
        {
            return;
        }

        if (timer.Created.Seq != 0)
        {
            if (!IsReplaying)
            {
                _cancelledTimers.Add(timer.Created.Seq);
            }
        }
        else
        {
            // Not stored yet: it is recorded, for the sake of its number, but need not fire.
            _unneededTimers.Add(timer.Id);
        }

        timer.Cancel();
    }

    private int NextTaskId()
    {
        EnsureOnTurn();
        if (_nextTaskId >= _settings.MaxActions)
        {
            throw new InvalidOperationException(
                $"The orchestration has taken {_settings.MaxActions} actions, the most that MaxOrchestrationActions allows. "
                + "Split the work over sub-orchestrations, begin anew with ContinueAsNew, or raise the setting.");
        }

        return _nextTaskId++;
    }
}
