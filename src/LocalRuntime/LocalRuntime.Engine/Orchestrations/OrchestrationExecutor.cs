using System.Diagnostics;
using System.Runtime.ExceptionServices;
using DurableTask.Core;
using Microsoft.DurableTask;
using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Storage;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>
/// One orchestration in memory: the orchestrator as the running state machine it is, and what it waits for. Turns are
/// taken one at a time; a turn applies events, lets the code run until it waits again, and yields the actions it took.
/// </summary>
internal sealed partial class OrchestrationExecutor
{
    public const string IllegalAwaitMessage =
        "The orchestrator awaited something that is not durable (such as Task.Delay, Task.Run, an HTTP call or ConfigureAwait(false)), so it "
        + "went on outside its deterministic thread. Await only tasks of the TaskOrchestrationContext, and do other work in activities.";

    [ThreadStatic]
    private static OrchestrationExecutor? _onThisThread;

    private readonly OrchestrationSettings _settings;
    private readonly TurnSynchronizationContext _scheduler;
    private readonly Dictionary<int, OpenTask> _open = [];
    private readonly Dictionary<int, EntityReply> _entityReplies = [];
    private readonly List<HistoryEvent> _pending = [];
    private readonly List<long> _cancelledTimers = [];
    private readonly Queue<HistoryEvent> _whileSuspended = new();
    private readonly ExternalEvents _events = new();
    private readonly HashSet<string> _generatedChildren = new(StringComparer.Ordinal);

    private Func<TaskOrchestrationContext, Task<object?>>? _body;
    private Task<object?>? _running;
    private ContinueAsNewRequest? _continueAsNew;
    private volatile bool _illegalAwait;
    private FailureInfo? _unreadableEvent;
    private bool _terminated;
    private string? _terminationOutput;
    private int _nextTaskId;
    private int _openActivities;

    public OrchestrationExecutor(InstanceRow row, OrchestrationSettings settings)
    {
        Row = row;
        _settings = settings;
        _scheduler = new TurnSynchronizationContext(this);
        Context = new EngineOrchestrationContext(this, settings);
    }

    public InstanceRow Row { get; }

    public EngineOrchestrationContext Context { get; }

    public DateTime Now { get; private set; }

    public bool IsReplaying { get; private set; }

    public bool IsSuspended { get; private set; }

    /// <summary>What the code of this execution set; a replay sets it again.</summary>
    public string? CustomStatus { get; set; }

    /// <summary>What the code sees as the current activity; null if it is not traced.</summary>
    public Activity? StandIn { get; set; }

    public bool HasOpenActivities => _openActivities > 0;

    public ExternalEvents Events => _events;

    /// <summary>Tasks and payloads it holds on to, for the memory budget.</summary>
    public int OpenTaskCount => _open.Count + _entityReplies.Count;

    /// <summary>Whether the calling thread takes this orchestration's turn.</summary>
    public bool IsOnTurn => ReferenceEquals(_onThisThread, this);

    /// <summary>The orchestrator code; set before the first turn is taken or replayed.</summary>
    public void SetBody(Func<TaskOrchestrationContext, Task<object?>> body) => _body = body;

    /// <summary>The body's task, once it runs.</summary>
    public Task<object?>? Body => _running;

    /// <summary>Whether the sub-orchestration's id was made here, so that no instance of that id can exist.</summary>
    public bool IsGeneratedChild(string instanceId) => _generatedChildren.Contains(instanceId);

    /// <summary>Takes a new turn.</summary>
    public TurnResult Run(DateTime now, IReadOnlyList<HistoryEvent> events)
    {
        Now = now;
        IsReplaying = false;
        _cancelledTimers.Clear();
        _generatedChildren.Clear();
        _unneededTimers.Clear();
        var outside = Enter();
        try
        {
            ApplyAll(events);
            LeaveCriticalSectionAtEnd();
            return Conclude();
        }
        finally
        {
            Exit(outside);
        }
    }

    public void ReportIllegalAwait()
    {
        if (!_illegalAwait)
        {
            _illegalAwait = true;
            _settings.IllegalAwait(Row);
        }
    }

    /// <exception cref="InvalidOperationException">The caller is not orchestrator code on its own turn.</exception>
    public void EnsureOnTurn()
    {
        if (!IsOnTurn)
        {
            ReportIllegalAwait();
            throw new InvalidOperationException(IllegalAwaitMessage);
        }
    }

    private SynchronizationContext? Enter()
    {
        var outside = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_scheduler);
        _onThisThread = this;

        // Official wrappers of the context ask it.
        OrchestrationContext.IsOrchestratorThread = true;
        return outside;
    }

    private static void Exit(SynchronizationContext? outside)
    {
        _onThisThread = null;
        OrchestrationContext.IsOrchestratorThread = false;
        SynchronizationContext.SetSynchronizationContext(outside);
    }

    private void ApplyAll(IReadOnlyList<HistoryEvent> events)
    {
        for (var i = 0; i < events.Count && !_terminated && !_illegalAwait && _unreadableEvent is null; i++)
        {
            Apply(events[i]);
            _scheduler.Pump();
        }

        if (_running?.Exception is { InnerException: { } failure })
        {
            ThrowIfOutOfMemory(failure);
        }
    }

    /// <summary>Memory that ran out is not the orchestration's failure: the turn does not count, and is taken again.</summary>
    public static void ThrowIfOutOfMemory(Exception failure)
    {
        if (failure is OutOfMemoryException)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    private TurnResult Conclude()
    {
        if (_terminated)
        {
            return Result(TurnOutcome.Terminated, _terminationOutput);
        }

        if (_illegalAwait)
        {
            return IllegalAwait();
        }

        if (_unreadableEvent is not null)
        {
            return Result(TurnOutcome.Failed, failure: _unreadableEvent);
        }

        if (_running is { IsCompleted: true } && _open.Count == 0)
        {
            return Ended(_running);
        }

        if (_running is { IsCompleted: false } && !IsSuspended && !IsRelocking && _open.Count == 0 && _entityReplies.Count == 0 && !_events.HasWaiters)
        {
            // Nothing that is durable can ever wake it: what it awaits is something else.
            return IllegalAwait();
        }

        return Result(TurnOutcome.Waiting);
    }

    private TurnResult IllegalAwait()
    {
        _illegalAwait = true;
        return Result(TurnOutcome.Failed, failure: Failures.Of(new InvalidOperationException(IllegalAwaitMessage)));
    }

    private TurnResult Ended(Task<object?> body)
    {
        if (!body.IsCompletedSuccessfully)
        {
            // What became of the code is asked for as its task's result, which wraps a cancellation.
            var failure = body.Exception?.InnerExceptions[0] ?? new AggregateException(new TaskCanceledException(body));
            _settings.Log.OrchestrationFailed(failure, Row.Id, Row.Name);
            return Result(TurnOutcome.Failed, failure: Failures.Of(failure, _settings.ExceptionProperties));
        }

        _settings.Log.OrchestrationCompleted(Row.Id, Row.Name);
        if (_continueAsNew is { } next)
        {
            return new TurnResult
            {
                Outcome = TurnOutcome.ContinuedAsNew,
                Actions = TakeActions(),
                CancelledTimers = _cancelledTimers,
                CarriedOver = CarriedOver(),
                Payload = next.Input,
                NewVersion = next.Version,
            };
        }

        try
        {
            return Result(TurnOutcome.Completed, _settings.Converter.Serialize(body.Result));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Result(TurnOutcome.Failed, failure: Failures.Of(e, _settings.ExceptionProperties));
        }
    }

    /// <summary>
    /// The events for the next execution. One that was suspended in its last turn hands that on, in the order of arrival.
    /// </summary>
    private List<HistoryEvent> CarriedOver() => IsSuspended
        ? [.. _carriedOver, new HistoryEvent { Kind = EventKind.ExecutionSuspended }, .. _whileSuspended.Where(e => e.Kind == EventKind.EventRaised)]
        : _carriedOver;

    private TurnResult Result(TurnOutcome outcome, string? payload = null, FailureInfo? failure = null)
    {
        var isCutOff = outcome == TurnOutcome.Terminated || _illegalAwait || _unreadableEvent is not null;
        if (isCutOff)
        {
            // What the turn was about to start is not started; what it sent is sent, and its locks are given back.
            _pending.RemoveAll(action => action.Kind is not (EventKind.EventSent or EventKind.EntitySignaled or EventKind.EntityUnlocked));
            Context.EntityFeature?.LeaveCriticalSection();
        }

        return new TurnResult
        {
            Outcome = outcome,
            Actions = outcome == TurnOutcome.Waiting && (IsSuspended || IsRelocking) ? [] : TakeActions(),
            CancelledTimers = _cancelledTimers,
            Payload = payload,
            Failure = failure,
        };
    }

    private List<HistoryEvent> TakeActions()
    {
        List<HistoryEvent> actions = [.. _pending];
        _pending.Clear();
        return actions;
    }

    private void LeaveCriticalSectionAtEnd()
    {
        // Code that ended inside a critical section, by an exception or without disposing it, must not keep the locks.
        if (_running is { IsCompleted: true })
        {
            Context.EntityFeature?.LeaveCriticalSection();
        }
    }
}
