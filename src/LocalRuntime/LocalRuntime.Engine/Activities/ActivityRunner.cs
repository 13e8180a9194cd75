using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Orchestrations;
using WorkDistribution.LocalRuntime.Engine.Runtime;
using WorkDistribution.LocalRuntime.Engine.Telemetry;

namespace WorkDistribution.LocalRuntime.Engine.Activities;

/// <summary>
/// Runs activities, so many at a time, in the order they were scheduled. The outcome is a message to the orchestration;
/// until the turn that applies it is committed, a crash makes the activity run again.
/// </summary>
internal sealed partial class ActivityRunner(EngineServices services)
{
    /// <summary>Activities a worker runs before it goes to the back of the work queue.</summary>
    private const int RunsPerVisit = 32;

    private readonly ConcurrentQueue<ActivityWork> _waiting = new();
    private readonly ConcurrentDictionary<long, ActivityGroup> _groups = new();
    private readonly ConcurrentDictionary<long, bool> _unscheduled = new();
    private int _workers;
    private volatile bool _closed;

    public bool IsIdle => Volatile.Read(ref _workers) == 0 && (_closed || _waiting.IsEmpty);

    /// <summary>Activities that wait for a free worker.</summary>
    public int QueueLength => _waiting.Count;

    public void Schedule(string instanceId, long execution, IReadOnlyCollection<HistoryEvent> scheduled)
    {
        if (scheduled.Count == 0)
        {
            return;
        }

        var group = _groups.GetOrAdd(execution, static key => new ActivityGroup(key));
        while (!group.TryAdd(scheduled.Count))
        {
            // Its last activity has just ended: begin another group.
            _groups.TryRemove(new KeyValuePair<long, ActivityGroup>(execution, group));
            group = _groups.GetOrAdd(execution, static key => new ActivityGroup(key));
        }

        foreach (var e in scheduled)
        {
            _waiting.Enqueue(new ActivityWork(instanceId, group, e));
        }

        for (var i = 0; i < scheduled.Count && StartWorker(); i++)
        {
            // One more worker for each activity, up to the limit.
        }
    }

    /// <summary>Notes that the start could not read which activities an execution has open: the instance schedules them once it can be read.</summary>
    public void SetUnscheduled(long execution) => _unscheduled[execution] = true;

    /// <summary>Whether that was noted; it is not any more.</summary>
    public bool TakeUnscheduled(long execution) => !_unscheduled.IsEmpty && _unscheduled.TryRemove(execution, out _);

    /// <summary>Cancels what an execution has running, and drops what it has waiting.</summary>
    public void Cancel(long execution)
    {
        TakeUnscheduled(execution);
        if (_groups.TryRemove(execution, out var group))
        {
            services.Queue.Post(group.Cancel);
        }
    }

    /// <summary>Starts nothing more, and tells what runs that the engine stops.</summary>
    public void Close()
    {
        _closed = true;
        foreach (var group in _groups.Values)
        {
            group.Cancel();
        }
    }

    private bool StartWorker()
    {
        while (true)
        {
            var workers = Volatile.Read(ref _workers);
            if (workers >= services.Options.MaxConcurrentActivities)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _workers, workers + 1, workers) == workers)
            {
                services.Queue.Post(Work);
                return true;
            }
        }
    }

    private void Work() => _ = WorkAsync();

    private async Task WorkAsync()
    {
        for (var runs = 0; runs < RunsPerVisit && !_closed && _waiting.TryDequeue(out var work); runs++)
        {
            await RunAsync(work);
        }

        if (!_closed && !_waiting.IsEmpty)
        {
            services.Queue.Post(Work);
            return;
        }

        Interlocked.Decrement(ref _workers);
        if (!_closed && !_waiting.IsEmpty)
        {
            StartWorker();
        }
    }

    private async Task RunAsync(ActivityWork work)
    {
        var (scheduled, group) = (work.Scheduled, work.Group);
        if (group.IsCancelled)
        {
            return;
        }

        using var span = DurableSpans.StartRun(scheduled, work.InstanceId);
        var begun = services.Instruments.BeginActivity(scheduled.Name!);
        HistoryEvent outcome;
        try
        {
            if (!services.Functions.TryGetActivity(scheduled.Name!, out var handler))
            {
                outcome = Failed(work, services.Functions.ActivityNotFound(scheduled.Name!));
            }
            else
            {
                var context = new EngineActivityContext(scheduled.Name!, scheduled.Version ?? string.Empty, work.InstanceId);
                var invocation = new ActivityInvocation(context, scheduled.Payload, services.Converter, group.Token);
                services.WorkerLog.ActivityStarted(work.InstanceId, scheduled.Name!);
                var result = await handler(invocation);
                outcome = new HistoryEvent
                {
                    Kind = EventKind.TaskCompleted,
                    TaskId = scheduled.TaskId,
                    Payload = services.Converter.Serialize(result),
                    Execution = group.Execution,
                };
                services.WorkerLog.ActivityCompleted(work.InstanceId, scheduled.Name!);
            }
        }
        catch (Exception e)
        {
            if (services.IsStopping)
            {
                // It was interrupted, it did not fail: it has no outcome and runs again after the next start.
                return;
            }

            services.WorkerLog.ActivityFailed(e, work.InstanceId, scheduled.Name!);
            LogActivityFailed(services.Logger, e, scheduled.Name!, work.InstanceId);
            outcome = Failed(work, Failures.Of(e, services.Options.ExceptionProperties));
        }

        services.Instruments.ActivityEnded(scheduled.Name!, outcome.Failure?.ErrorType, begun);
        DurableSpans.SetOutcome(span, outcome.Failure);
        if (group.LeaveAndWasLast())
        {
            _groups.TryRemove(new KeyValuePair<long, ActivityGroup>(group.Execution, group));
        }

        if (!group.IsCancelled || services.IsStopping)
        {
            services.Instances.Post(work.InstanceId, new EventMail(outcome));
        }
    }

    private static HistoryEvent Failed(ActivityWork work, FailureInfo failure) => new()
    {
        Kind = EventKind.TaskFailed,
        TaskId = work.Scheduled.TaskId,
        Failure = failure,
        Execution = work.Group.Execution,
    };

    [LoggerMessage(EventId = 200, Level = LogLevel.Warning, Message = "Activity '{Activity}' of instance '{InstanceId}' failed.")]
    private static partial void LogActivityFailed(ILogger logger, Exception exception, string activity, string instanceId);
}
