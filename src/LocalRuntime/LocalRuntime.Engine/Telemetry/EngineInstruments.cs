using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Engine.Storage;

namespace WorkDistribution.LocalRuntime.Engine.Telemetry;

/// <summary>Every metric of one engine. Nothing is measured that nobody listens to.</summary>
internal sealed class EngineInstruments : IDisposable
{
    private const string Function = "durabletask.task.name";
    private const string Failed = "error.type";

    private readonly Meter _meter;
    private readonly Counter<long> _commits;
    private readonly Histogram<double> _commitDuration;
    private readonly Histogram<long> _commitSteps;
    private readonly Counter<long> _activitiesStarted;
    private readonly Counter<long> _activitiesCompleted;
    private readonly Counter<long> _activitiesFailed;
    private readonly Histogram<double> _activityDuration;
    private readonly Counter<long> _orchestrationsStarted;
    private readonly Counter<long> _orchestrationsCompleted;
    private readonly Counter<long> _orchestrationsFailed;
    private readonly Counter<long> _operations;

    public EngineInstruments(string hub)
    {
        _meter = new Meter(new MeterOptions(EngineTelemetry.MeterName) { Tags = [new("durabletask.hub", hub)] });
        _commits = _meter.CreateCounter<long>("durabletask.commits", "{commit}", "Transactions of the store.");
        _commitDuration = _meter.CreateHistogram<double>("durabletask.commit.duration", "s", "Time a transaction takes, waits for a store that is unavailable included.");
        _commitSteps = _meter.CreateHistogram<long>("durabletask.commit.steps", "{step}", "Steps that are committed in one transaction.");
        _activitiesStarted = _meter.CreateCounter<long>("durabletask.activities.started", "{activity}", "Activities that began to run.");
        _activitiesCompleted = _meter.CreateCounter<long>("durabletask.activities.completed", "{activity}", "Activities that ended well.");
        _activitiesFailed = _meter.CreateCounter<long>("durabletask.activities.failed", "{activity}", "Activities that failed.");
        _activityDuration = _meter.CreateHistogram<double>("durabletask.activity.duration", "s", "Time an activity runs.");
        _orchestrationsStarted = _meter.CreateCounter<long>("durabletask.orchestrations.started", "{orchestration}", "Orchestrations that took their first turn.");
        _orchestrationsCompleted = _meter.CreateCounter<long>("durabletask.orchestrations.completed", "{orchestration}", "Orchestrations that ended well.");
        _orchestrationsFailed = _meter.CreateCounter<long>("durabletask.orchestrations.failed", "{orchestration}", "Orchestrations that failed or were terminated.");
        _operations = _meter.CreateCounter<long>("durabletask.entity.operations", "{operation}", "Entity operations that ran.");
    }

    /// <summary>Adds what is observed rather than counted.</summary>
    public void Observe(Func<int> residents, Func<int> waitingActivities, Func<int> waitingSteps)
    {
        _meter.CreateObservableUpDownCounter(
            "durabletask.orchestrations.resident", residents, "{orchestration}", "Orchestrations that wait in memory.");
        _meter.CreateObservableUpDownCounter(
            "durabletask.activities.queue.length", waitingActivities, "{activity}", "Activities that wait for a free worker.");
        _meter.CreateObservableUpDownCounter(
            "durabletask.commit.queue.length", waitingSteps, "{step}", "Steps that wait for the next transaction.");
    }

    /// <summary>A time stamp if the duration is wanted, else 0.</summary>
    public long BeginCommit() => _commitDuration.Enabled ? Stopwatch.GetTimestamp() : 0;

    public void Committed(int steps, long begun)
    {
        _commits.Add(1);
        _commitSteps.Record(steps);
        if (begun != 0)
        {
            _commitDuration.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds);
        }
    }

    /// <summary>A time stamp if the duration is wanted, else 0.</summary>
    public long BeginActivity(string name)
    {
        if (_activitiesStarted.Enabled)
        {
            _activitiesStarted.Add(1, new KeyValuePair<string, object?>(Function, name));
        }

        return _activityDuration.Enabled ? Stopwatch.GetTimestamp() : 0;
    }

    public void ActivityEnded(string name, string? errorType, long begun)
    {
        var tag = new KeyValuePair<string, object?>(Function, name);
        if (errorType is null)
        {
            _activitiesCompleted.Add(1, tag);
        }
        else
        {
            _activitiesFailed.Add(1, tag, new(Failed, errorType));
        }

        if (begun == 0)
        {
            return;
        }

        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        if (errorType is null)
        {
            _activityDuration.Record(seconds, tag);
        }
        else
        {
            _activityDuration.Record(seconds, tag, new(Failed, errorType));
        }
    }

    /// <summary>Counts what a committed turn means for the orchestration.</summary>
    public void TurnCommitted(InstanceRow before, InstanceRow after)
    {
        if (before.Status == OrchestrationRuntimeStatus.Pending)
        {
            _orchestrationsStarted.Add(1, new KeyValuePair<string, object?>(Function, after.Name));
        }

        if (after.Status == OrchestrationRuntimeStatus.Completed)
        {
            _orchestrationsCompleted.Add(1, new KeyValuePair<string, object?>(Function, after.Name));
        }
        else if (after.IsFinished)
        {
            var error = after.Failure?.ErrorType ?? after.Status.ToString();
            _orchestrationsFailed.Add(1, new(Function, after.Name), new(Failed, error));
        }
    }

    public void OperationsRan(string entity, int operations) =>
        _operations.Add(operations, new KeyValuePair<string, object?>(Function, entity));

    public void Dispose() => _meter.Dispose();
}
