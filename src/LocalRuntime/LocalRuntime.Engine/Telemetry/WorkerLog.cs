using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace WorkDistribution.LocalRuntime.Engine.Telemetry;

/// <summary>
/// What the official worker logs of orchestrations and activities, in its categories, with its ids and levels, so that filters
/// and queries made for it hold here.
/// </summary>
internal sealed partial class WorkerLog(ILoggerFactory loggers)
{
    private readonly ILogger _orchestrations = loggers.CreateLogger("Microsoft.DurableTask.Worker.Orchestrations");
    private readonly ILogger _activities = loggers.CreateLogger("Microsoft.DurableTask.Worker.Activities");

    public void OrchestrationStarted(string instanceId, string name) => OrchestrationStarted(_orchestrations, instanceId, name);

    public void OrchestrationCompleted(string instanceId, string name) => OrchestrationCompleted(_orchestrations, instanceId, name);

    /// <summary>Officially one is logged as failed if a task's failure ended it; other failures are the host's to log.</summary>
    public void OrchestrationFailed(Exception exception, string instanceId, string name)
    {
        if (exception is TaskFailedException)
        {
            OrchestrationFailed(_orchestrations, exception, instanceId, name);
        }
    }

    public void ActivityStarted(string instanceId, string name) => ActivityStarted(_activities, instanceId, name);

    public void ActivityCompleted(string instanceId, string name) => ActivityCompleted(_activities, instanceId, name);

    public void ActivityFailed(Exception exception, string instanceId, string name) =>
        ActivityFailed(_activities, exception, instanceId, name);

    [LoggerMessage(EventId = 600, Level = LogLevel.Information, Message = "'{Name}' orchestration with ID '{InstanceId}' started.")]
    private static partial void OrchestrationStarted(ILogger logger, string instanceId, string name);

    [LoggerMessage(EventId = 601, Level = LogLevel.Information, Message = "'{Name}' orchestration with ID '{InstanceId}' completed.")]
    private static partial void OrchestrationCompleted(ILogger logger, string instanceId, string name);

    [LoggerMessage(EventId = 602, Level = LogLevel.Information, Message = "'{Name}' orchestration with ID '{InstanceId}' failed.")]
    private static partial void OrchestrationFailed(ILogger logger, Exception exception, string instanceId, string name);

    [LoggerMessage(EventId = 603, Level = LogLevel.Information, Message = "'{Name}' activity of orchestration ID '{InstanceId}' started.")]
    private static partial void ActivityStarted(ILogger logger, string instanceId, string name);

    [LoggerMessage(EventId = 604, Level = LogLevel.Information,
        Message = "'{Name}' activity of orchestration ID '{InstanceId}' completed.")]
    private static partial void ActivityCompleted(ILogger logger, string instanceId, string name);

    [LoggerMessage(EventId = 605, Level = LogLevel.Information, Message = "'{Name}' activity of orchestration ID '{InstanceId}' failed.")]
    private static partial void ActivityFailed(ILogger logger, Exception exception, string instanceId, string name);
}
