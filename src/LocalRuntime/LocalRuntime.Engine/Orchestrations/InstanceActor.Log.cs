using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

internal sealed partial class InstanceActor
{
    [LoggerMessage(EventId = 300, Level = LogLevel.Error, Message = "Instance '{InstanceId}' could not take its turn; it is tried again.")]
    private static partial void LogProcessingFailed(ILogger logger, Exception exception, string instanceId);

    [LoggerMessage(EventId = 301, Level = LogLevel.Warning, Message = "Instance '{InstanceId}' is not run: {Reason}")]
    private static partial void LogParked(ILogger logger, string instanceId, string reason);

    [LoggerMessage(EventId = 302, Level = LogLevel.Warning,
        Message = "A start of instance '{InstanceId}' was ignored, because an instance of that id is in the {Status} state.")]
    private static partial void LogStartIgnored(ILogger logger, string instanceId, OrchestrationRuntimeStatus status);

    [LoggerMessage(EventId = 304, Level = LogLevel.Error,
        Message = "Message {Seq}, held for instance '{InstanceId}', is not delivered: {Reason} It stays stored.")]
    private static partial void LogUnreadableMessage(ILogger logger, long seq, string instanceId, string reason);

    [LoggerMessage(EventId = 303, Level = LogLevel.Warning, Message = "Orchestration '{Orchestrator}', instance '{InstanceId}', failed: {Reason}")]
    private static partial void LogFailed(ILogger logger, string orchestrator, string instanceId, string reason);
}
