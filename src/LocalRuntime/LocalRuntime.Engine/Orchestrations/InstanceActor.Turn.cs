using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Engine.Entities;
using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Storage;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

internal sealed partial class InstanceActor
{
    private bool _isRewound;
    private long _illegalExecution;
    private bool _triesAgain;

    /// <summary>Activities that the start could not schedule.</summary>
    private IReadOnlyCollection<HistoryEvent> _unscheduled = [];
    private long _unscheduledExecution;

    private async Task ProcessEventsAsync(List<EventMail> mail)
    {
        var step = new StoreStep();
        var answers = new List<Action>();
        await UnparkAsync(mail, answers);
        var live = Sort(mail, step, answers);
        if (_row is not { IsFinished: false } row || (live.Count == 0 && (row.Work & (PendingWork.Turn | PendingWork.Parked)) == 0 && !IsIllegal() && !_triesAgain))
        {
            FinishWithoutTurn(step, answers);
            return;
        }

        var terminates = live.Exists(item => item.Event.Kind == EventKind.ExecutionTerminated);
        if (!terminates && CannotRun(row, step))
        {
            DeferOrHold(live, step, answers);
            FinishWithoutTurn(step, answers);
            return;
        }

        try
        {
            await TakeTurnAsync(row, live, terminates, step, answers);
        }
        catch (Exception e) when (e is InvalidDataException or UnrunnableInstanceException && _executor is null)
        {
            Park(row, e.Message, step);
            Hold(live, step, answers);
            FinishWithoutTurn(step, answers);
        }
        catch (Exception e) when (e is TimeoutException or OutOfMemoryException)
        {
            DiscardTurn(row, live, e);
        }
    }

    private bool IsIllegal() => _row is { } row && _illegalExecution == row.Execution;

    private async Task TakeTurnAsync(InstanceRow row, List<EventMail> live, bool terminates, StoreStep step, List<Action> answers)
    {
        _triesAgain = false;

        // Whoever terminates an instance that takes too long must not wait for it.
        using var watch = terminates ? null : WatchTurn(row);
        IReadOnlyList<Turn> turns = [];
        _isUnreadable = false;
        FailureInfo? failure = null;
        HistoryScan? scan = null;
        if (_executor is null)
        {
            turns = terminates ? await LoadReadableTurnsAsync(row.Execution, step) : await LoadTurnsAsync(row.Execution);
            _isRewound = turns.Any(turn => turn.Applied is [{ Kind: EventKind.ExecutionRewound }, ..]);
            failure = terminates ? null
                : IsIllegal() ? Failures.Of(new InvalidOperationException(OrchestrationExecutor.IllegalAwaitMessage))
                : VersionFailure(row) ?? await HydrateOrParkAsync(turns);
            if (_executor is null)
            {
                scan = new HistoryScan(turns);
                (_steps, _lastTicks) = (scan.Steps, scan.LastTicks);
            }
            else if (services.Activities.TakeUnscheduled(row.Execution))
            {
                _unscheduled = new HistoryScan(turns).OpenActivitiesBut(live.Select(item => item.Event), row.Execution);
                _unscheduledExecution = row.Execution;
            }
        }

        TraceFrom(turns);

        // Time never goes back, whatever the clock does.
        var now = Math.Max(services.NowTicks, Math.Max(_lastTicks, row.Updated));
        List<HistoryEvent> events = [];
        if (_steps == 0)
        {
            events.Add(new HistoryEvent { Kind = EventKind.ExecutionStarted, Name = row.Name, Version = row.Version });
            _started = now;
        }

        events.AddRange(live.Select(item => item.Event));
        var result = _executor is { } executor
            ? await RunAsync(executor, now, events)
            : EndUnseen(scan!, failure, live, _isUnreadable ? await LockedEntitiesAsync() : []);

        watch?.EnsureInTime();
        await CommitTurnAsync(new TurnContext(row, now, events, live, result, step, answers, terminates));
    }

    /// <summary>Ends an instance whose code is not in memory: it is terminated, or cannot be brought there.</summary>
    private static TurnResult EndUnseen(HistoryScan scan, FailureInfo? failure, List<EventMail> live, IReadOnlyList<EntityRow> locked)
    {
        var taskId = scan.LastTaskId;
        var known = scan.OpenLocks.Select(held => held.Name).ToHashSet();
        return new TurnResult
        {
            Outcome = failure is null ? TurnOutcome.Terminated : TurnOutcome.Failed,
            Actions =
            [
                .. scan.OpenLocks.Select(held => new HistoryEvent
                {
                    Kind = EventKind.EntityUnlocked, TaskId = ++taskId, Name = held.Name, Entities = held.Entities,
                }),
                .. locked.Where(entity => !known.Contains(entity.LockId)).Select(entity => new HistoryEvent
                {
                    Kind = EventKind.EntityUnlocked, TaskId = ++taskId, Name = entity.LockId, Entities = [entity.Id],
                }),
            ],
            CancelledTimers = [],
            Failure = failure,
            Payload = failure is null ? live.First(item => item.Event.Kind == EventKind.ExecutionTerminated).Event.Payload : null,
        };
    }

    private async Task<TurnResult> RunAsync(OrchestrationExecutor executor, long now, List<HistoryEvent> events)
    {
        var result = executor.Run(new DateTime(now, DateTimeKind.Utc), events);
        if (result.Outcome is TurnOutcome.Completed or TurnOutcome.ContinuedAsNew or TurnOutcome.Failed && executor.Body is { IsCompleted: true } body
            && await FinishHandlerAsync(body) is { } failure)
        {
            return new TurnResult
            {
                Outcome = TurnOutcome.Failed,
                Actions = result.Actions,
                CancelledTimers = result.CancelledTimers,
                Failure = Failures.Of(failure, services.Options.ExceptionProperties),
            };
        }

        return result;
    }

    /// <summary>Keeps the events that the instance is to apply; the others are consumed and their senders answered.</summary>
    private List<EventMail> Sort(List<EventMail> mail, StoreStep step, List<Action> answers)
    {
        var live = new List<EventMail>(mail.Count);
        var suspended = _row?.Status == OrchestrationRuntimeStatus.Suspended;
        foreach (var item in mail)
        {
            var refusal = Refusal(item.Event, suspended);
            if (refusal is null && _row is { IsFinished: false } row && (item.Event.Execution == 0 || item.Event.Execution == row.Execution))
            {
                suspended = item.Event.Kind switch
                {
                    EventKind.ExecutionSuspended => true,
                    EventKind.ExecutionResumed => false,
                    _ => suspended,
                };
                live.Add(item);
                continue;
            }

            if (item.Seq != 0)
            {
                step.Consume(item.Seq);
            }

            if (item.Event is { Kind: EventKind.EntityLockGranted, Entities: not null })
            {
                GiveBack(item.Event, step, answers);
            }

            answers.Add(refusal is null ? item.Acknowledge : () => item.Refuse(refusal));
        }

        return live;
    }

    /// <summary>Locks that nobody waits for any more are given back; otherwise the entities would be locked for ever.</summary>
    private void GiveBack(HistoryEvent granted, StoreStep step, List<Action> answers)
    {
        var effects = new TurnEffects(services, Id, granted.Execution);
        foreach (var entity in granted.Entities!)
        {
            effects.Send(step, entity, new EntityMessage
            {
                Kind = EntityMessageKind.Release,
                CallerId = Id,
                CallerExecution = granted.Execution,
                LockId = granted.Name,
            });
        }

        answers.Add(effects.Publish);
    }

    /// <summary>Why a client's request cannot be done; null if it can, or if it is an event, which is dropped silently as officially.</summary>
    private Exception? Refusal(HistoryEvent e, bool suspended)
    {
        var what = e.Kind switch
        {
            EventKind.ExecutionTerminated => "terminate",
            EventKind.ExecutionSuspended => "suspend",
            EventKind.ExecutionResumed => "resume",
            _ => null,
        };
        if (what is null)
        {
            return null;
        }

        if (_row is not { } row)
        {
            return new ArgumentException($"No instance with ID '{Id}' was found.");
        }

        var wrong = row.IsFinished
            || (e.Kind == EventKind.ExecutionSuspended && suspended)
            || (e.Kind == EventKind.ExecutionResumed && !suspended && _parked is null);
        var status = suspended && !row.IsFinished ? OrchestrationRuntimeStatus.Suspended : row.Status;
        return wrong
            ? new InvalidOperationException($"Cannot {what} the orchestration instance {Id} because instance is in the {status} state.")
            : null;
    }

    private void FinishWithoutTurn(StoreStep step, List<Action> answers)
    {
        void Finish()
        {
            foreach (var answer in answers)
            {
                answer();
            }

            Done();
        }

        _triesAgain = false;
        if (step.Consumed is null && step.Sends is null && step.Updates is null)
        {
            Finish();
        }
        else
        {
            Submit(step, Finish);
        }
    }
}
