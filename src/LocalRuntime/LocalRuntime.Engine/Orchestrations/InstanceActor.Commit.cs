using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Engine.Entities;
using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Runtime;
using WorkDistribution.LocalRuntime.Engine.Storage;
using WorkDistribution.LocalRuntime.Engine.Telemetry;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

internal sealed partial class InstanceActor
{
    private async Task CommitTurnAsync(TurnContext turn)
    {
        var (row, step, result) = (turn.Row, turn.Step, turn.Result);
        var effects = new TurnEffects(services, Id, row.Execution);
        var spans = BeginSpans(turn);
        foreach (var action in result.Actions)
        {
            spans?.Taken(action);
            Produce(turn, action, effects);
        }

        var carriedOver = CarryOver(result.CarriedOver, step);

        foreach (var timer in result.CancelledTimers)
        {
            step.Consume(timer);
        }

        foreach (var item in turn.Mail)
        {
            if (item.Seq != 0)
            {
                step.Consume(item.Seq);
            }
        }

        var next = NextRow(turn);
        if (next.IsFinished)
        {
            NotifyParent(turn, next, effects);
            if (turn.Applied.Exists(e => e is { Kind: EventKind.ExecutionTerminated, Extra: not null }))
            {
                await TerminateChildrenAsync(turn, effects);
            }
        }

        if (next.Execution != row.Execution)
        {
            step.DropExecution(row.Execution);
        }
        else
        {
            List<HistoryEvent> actions = next.IsFinished ? [.. result.Actions, Ending(next)] : result.Actions;
            step.Append(new HistoryRow(row.Execution, _steps, MessageRouter.Encode(new Turn(turn.Ticks, turn.Applied, actions))));
        }

        EndSpan(spans, turn, next);
        Store(step, row, next);
        AfterTurn(turn, next);
        Submit(step, () => Committed(turn, next, effects, carriedOver, spans));
    }

    /// <summary>Events that the code did not take go to the next execution, before everything that has arrived since.</summary>
    private List<EventMail> CarryOver(IReadOnlyList<HistoryEvent> events, StoreStep step)
    {
        List<EventMail> mail = [];
        foreach (var e in events)
        {
            var carried = new HistoryEvent { Kind = e.Kind, Name = e.Name, Payload = e.Payload };
            var row = services.Router.Row(Id, carried, InboxRow.First);
            step.Send(row);
            mail.Add(new EventMail(carried) { Seq = row.Seq });
        }

        return mail;
    }

    private void Produce(TurnContext turn, HistoryEvent action, TurnEffects effects)
    {
        switch (action.Kind)
        {
            case EventKind.TaskScheduled:
                effects.Schedule(action);
                break;
            case EventKind.TimerCreated when _executor?.IsUnneededTimer(action.TaskId) != true:
                var fired = new HistoryEvent
                {
                    Kind = EventKind.TimerFired,
                    TaskId = action.TaskId,
                    Time = action.Time,
                    Execution = turn.Row.Execution,
                };
                var timer = services.Router.Row(Id, fired, action.Time);
                action.Seq = timer.Seq;
                effects.Send(turn.Step, timer, fired);
                break;
            case EventKind.SubOrchestrationCreated when !services.Functions.TryGetOrchestrator(action.Name!, out _):
                effects.Send(turn.Step, Id, new HistoryEvent
                {
                    Kind = EventKind.SubOrchestrationFailed,
                    TaskId = action.TaskId,
                    Execution = turn.Row.Execution,
                    Failure = services.Functions.OrchestratorNotFound(action.Name!),
                });
                break;
            case EventKind.SubOrchestrationCreated:
                StartChild(turn, action, effects);
                break;
            case EventKind.EventSent:
                effects.Send(turn.Step, action.Target!, new HistoryEvent { Kind = EventKind.EventRaised, Name = action.Name, Payload = action.Payload });
                break;
            case EventKind.EntityCalled or EventKind.EntitySignaled or EventKind.EntityLockRequested:
                var message = ToEntity(turn.Row, action);
                effects.Send(turn.Step, action.Target ?? action.Entities![0], message, action.Time);
                break;
            case EventKind.EntityUnlocked:
                foreach (var entity in action.Entities!)
                {
                    effects.Send(turn.Step, entity, new EntityMessage { Kind = EntityMessageKind.Release, CallerId = Id, LockId = action.Name });
                }

                break;
            default:
                break;
        }
    }

    private EntityMessage ToEntity(InstanceRow row, HistoryEvent action) => new()
    {
        Kind = action.Kind switch
        {
            EventKind.EntityCalled => EntityMessageKind.Call,
            EventKind.EntitySignaled => EntityMessageKind.Signal,
            _ => EntityMessageKind.Lock,
        },
        Operation = action.Kind == EventKind.EntityLockRequested ? null : action.Name,
        LockId = action.Kind == EventKind.EntityLockRequested ? action.Name : null,
        LockSet = action.Entities ?? [],
        Input = action.Payload,
        CallerId = Id,
        CallerExecution = row.Execution,
        CallerTaskId = action.TaskId,
        Span = action.Span,
    };

    private void StartChild(TurnContext turn, HistoryEvent action, TurnEffects effects)
    {
        var start = new HistoryEvent
        {
            Kind = EventKind.ExecutionStarted,
            Name = action.Name,
            Version = action.Version,
            Payload = action.Payload,
            Tags = Merge(turn.Row.Tags, action.Tags),
            TaskId = action.TaskId,
            Target = Id,
            Extra = turn.Row.Name,
            Seq = turn.Row.Execution,
            Span = action.Span?.NewChild(),
        };
        if (_executor?.IsGeneratedChild(action.Target!) == true)
        {
            // Nobody can have this id: the instance is created here, in one commit.
            effects.Create(turn.Step, NewRow(action.Target!, start, services.NowTicks));
        }
        else
        {
            effects.Send(turn.Step, action.Target!, start);
        }
    }

    /// <summary>The status of the code, or in its first turn that of the execution before, as officially.</summary>
    private string? CustomStatus(TurnContext turn)
    {
        if (_executor is null)
        {
            return turn.Row.CustomStatus;
        }

        var isFirst = turn.Applied.Any(e => e.Kind == EventKind.ExecutionStarted);
        return _executor.CustomStatus ?? (isFirst ? turn.Row.CustomStatus : null);
    }

    private InstanceRow NextRow(TurnContext turn)
    {
        var (row, result) = (turn.Row, turn.Result);
        var next = row with
        {
            Updated = turn.Ticks,
            CustomStatus = CustomStatus(turn),
            InputChanged = false,
            ParkedReason = null,
        };
        return result.Outcome switch
        {
            TurnOutcome.Waiting => next with
            {
                Status = _executor!.IsSuspended ? OrchestrationRuntimeStatus.Suspended : OrchestrationRuntimeStatus.Running,
                Work = _executor.HasOpenActivities ? PendingWork.Activities : PendingWork.None,
            },
            TurnOutcome.ContinuedAsNew => next with
            {
                Execution = services.Ids.NextKey(),
                Generation = row.Generation + 1,
                Status = OrchestrationRuntimeStatus.Running,
                Work = PendingWork.Turn,
                Version = result.NewVersion ?? row.Version,
                Input = result.Payload,
                InputChanged = true,
                Span = row.Span?.NewSibling(),
            },
            TurnOutcome.Failed => next with
            {
                Status = OrchestrationRuntimeStatus.Failed,
                Work = PendingWork.None,
                Completed = turn.Ticks,
                Output = result.Failure!.ErrorMessage,
                Failure = result.Failure,
            },
            _ => next with
            {
                Status = result.Outcome == TurnOutcome.Completed ? OrchestrationRuntimeStatus.Completed : OrchestrationRuntimeStatus.Terminated,
                Work = PendingWork.None,
                Completed = turn.Ticks,
                Output = result.Payload,
            },
        };
    }

    private static void Store(StoreStep step, InstanceRow row, InstanceRow next)
    {
        // The common turn changes no indexed column, and writes a short row.
        if (next.Work == row.Work && !next.IsFinished && next.Execution == row.Execution && row.ParkedReason is null)
        {
            step.Touch = next;
        }
        else
        {
            step.Update(next);
        }
    }

    private static HistoryEvent Ending(InstanceRow row) => new()
    {
        Kind = row.Status == OrchestrationRuntimeStatus.Failed ? EventKind.ExecutionFailed : EventKind.ExecutionCompleted,
        Name = row.Status.ToString(),
        Payload = row.Output,
        Failure = row.Failure,
    };

    private static void NotifyParent(TurnContext turn, InstanceRow row, TurnEffects effects)
    {
        if (row is not { NotifiesParent: true, ParentId: { } parent })
        {
            return;
        }

        var isCompleted = row.Status == OrchestrationRuntimeStatus.Completed;
        effects.Send(turn.Step, parent, new HistoryEvent
        {
            Kind = isCompleted ? EventKind.SubOrchestrationCompleted : EventKind.SubOrchestrationFailed,
            TaskId = row.ParentTaskId,
            Execution = row.ParentExecution,
            Payload = isCompleted ? row.Output : null,
            Failure = isCompleted ? null : row.Failure ?? new FailureInfo("OrchestrationTerminated", $"The sub-orchestration '{row.Id}' was terminated."),
        });
    }

    private async Task TerminateChildrenAsync(TurnContext turn, TurnEffects effects)
    {
        var children = await UnfinishedChildrenAsync();
        var output = turn.Applied.First(e => e.Kind == EventKind.ExecutionTerminated).Payload;
        foreach (var child in children)
        {
            effects.Send(turn.Step, child.Id, new HistoryEvent { Kind = EventKind.ExecutionTerminated, Payload = output, Extra = "recursive" });
        }
    }

    private void AfterTurn(TurnContext turn, InstanceRow next)
    {
        _row = next;
        _steps++;
        _lastTicks = turn.Ticks;
        if (turn.Result.Outcome != TurnOutcome.Waiting)
        {
            DropExecutor();
        }

        if (next.Execution != turn.Row.Execution)
        {
            _steps = 0;
        }
    }

    private void Committed(TurnContext turn, InstanceRow next, TurnEffects effects, List<EventMail> carriedOver, TurnSpans? spans)
    {
        spans?.Record();
        services.Instruments.TurnCommitted(turn.Row, next);
        PutBack(carriedOver);
        effects.Publish();
        if (next.IsFinished)
        {
            services.Activities.Cancel(next.Execution);
        }
        else if (_unscheduled.Count > 0)
        {
            services.Activities.Schedule(Id, turn.Row.Execution, _unscheduled);
            _unscheduled = [];
        }

        if (turn.Result.Failure is { } failure)
        {
            LogFailed(services.Logger, next.Name, Id, failure.ErrorMessage);
        }

        if (next.Status != turn.Row.Status)
        {
            services.Waiters.Changed(next);
        }

        foreach (var item in turn.Mail)
        {
            item.Acknowledge();
        }

        foreach (var answer in turn.Answers)
        {
            answer();
        }

        if (next.Work.HasFlag(PendingWork.Turn))
        {
            services.Instances.Wake(next);
        }

        Done();
    }
}
