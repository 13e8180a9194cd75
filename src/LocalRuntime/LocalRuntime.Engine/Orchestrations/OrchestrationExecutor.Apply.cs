using System.Diagnostics;
using WorkDistribution.LocalRuntime.Engine.History;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

internal sealed partial class OrchestrationExecutor
{
    private readonly HashSet<int> _nonRetriable = [];

    /// <summary>Whether trying the failed task again cannot help, as when its function does not exist.</summary>
    public bool IsNonRetriable(int taskId) => _nonRetriable.Contains(taskId);

    private readonly List<HistoryEvent> _carriedOver = [];

    private void Apply(HistoryEvent e)
    {
        if (IsSuspended && e.Kind is not (EventKind.ExecutionResumed or EventKind.ExecutionTerminated or EventKind.ExecutionSuspended))
        {
            _whileSuspended.Enqueue(e);
            return;
        }

        if (IsRelocking)
        {
            ApplyWhileRelocking(e);
            return;
        }

        switch (e.Kind)
        {
            case EventKind.ExecutionStarted:
                Start();
                break;
            case EventKind.TaskCompleted:
                Close(e.TaskId, isActivity: true)?.Complete(e.Payload);
                break;
            case EventKind.TaskFailed:
                Fail(Close(e.TaskId, isActivity: true), e);
                break;
            case EventKind.TimerFired:
                Close(e.TaskId)?.Complete(null);
                break;
            case EventKind.SubOrchestrationCompleted:
                Close(e.TaskId)?.Complete(e.Payload);
                break;
            case EventKind.SubOrchestrationFailed:
                Fail(Close(e.TaskId), e);
                break;
            case EventKind.EventRaised when _continueAsNew is not null:
                // It belongs to the next execution, which may have to wait for open tasks.
                _carriedOver.Add(e);
                break;
            case EventKind.EventRaised:
                Raise(e);
                break;
            case EventKind.EntityResponded or EventKind.EntityLockGranted:
                if (_entityReplies.Remove(e.TaskId, out var reply))
                {
                    reply.Complete(e);
                }

                break;
            case EventKind.ExecutionSuspended or EventKind.ExecutionResumed or EventKind.ExecutionTerminated:
                Obey(e);
                break;
            case EventKind.ExecutionRewound when e.Extra is not null:
                _relock = e.TaskId;
                break;
            default:
                // Events that only tell what happened (another rewind) change nothing in the code's state.
                break;
        }
    }

    /// <summary>Does what a client asked of the instance as such; that waits for nothing.</summary>
    private void Obey(HistoryEvent request)
    {
        switch (request.Kind)
        {
            case EventKind.ExecutionSuspended:
                IsSuspended = true;
                break;
            case EventKind.ExecutionResumed:
                Resume();
                break;
            default:
                _terminated = true;
                _terminationOutput = request.Payload;
                break;
        }
    }

    private void Start()
    {
        var body = _body ?? throw new InvalidOperationException("The orchestrator's body was not provided before its first turn.");
        if (!IsReplaying)
        {
            _settings.Log.OrchestrationStarted(Row.Id, Row.Name);
        }

        var outside = Activity.Current;
        try
        {
            Activity.Current = StandIn;
            _running = body(Context);
        }
        catch (Exception e)
        {
            _running = Task.FromException<object?>(e);
        }
        finally
        {
            Activity.Current = outside;
        }
    }

    private void Resume()
    {
        IsSuspended = false;
        while (!IsSuspended && _whileSuspended.TryDequeue(out var e))
        {
            Apply(e);
            _scheduler.Pump();
        }
    }

    /// <summary>Gives an event to its waiter. One of another type fails the instance past its code, as officially.</summary>
    private void Raise(HistoryEvent e)
    {
        try
        {
            _events.Raise(e.Name!, e.Payload);
        }
        catch (Exception exception)
        {
            // The official worker gives up the turn, and the status with it.
            CustomStatus = null;
            _unreadableEvent = Failures.Of(exception, _settings.ExceptionProperties);
        }
    }

    private OpenTask? Close(int id, bool isActivity = false)
    {
        if (!_open.Remove(id, out var task))
        {
            return null;
        }

        if (isActivity)
        {
            _openActivities--;
        }

        return task;
    }

    private void Fail(OpenTask? task, HistoryEvent e)
    {
        if (task is null)
        {
            return;
        }

        var failure = e.Failure ?? new FailureInfo("(unknown)", "The task failed; no details were recorded.");
        if (failure.IsNonRetriable)
        {
            _nonRetriable.Add(task.Id);
        }

        task.Fail(Failures.TaskFailed(task.Name, task.Id, failure, e.Kind == EventKind.SubOrchestrationFailed));
    }
}
