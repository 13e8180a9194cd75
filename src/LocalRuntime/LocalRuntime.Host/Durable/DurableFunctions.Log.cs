using Microsoft.Extensions.Logging;

namespace WorkDistribution.LocalRuntime.Host.Durable;

internal sealed partial class DurableFunctions
{
    private static partial class Log
    {
        [LoggerMessage(11, LogLevel.Debug, "Executing 'Functions.{Function}' (Id={InvocationId}, Instance={InstanceId})")]
        public static partial void Executing(ILogger logger, string function, string invocationId, object? instanceId);

        [LoggerMessage(12, LogLevel.Debug, "Executed 'Functions.{Function}' (Succeeded, Id={InvocationId}, Instance={InstanceId})")]
        public static partial void Succeeded(ILogger logger, string function, string invocationId, object? instanceId);

        [LoggerMessage(13, LogLevel.Error, "Executed 'Functions.{Function}' (Failed, Id={InvocationId}, Instance={InstanceId})")]
        public static partial void Failed(ILogger logger, string function, string invocationId, object? instanceId, Exception exception);
    }
}
