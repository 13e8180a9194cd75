using Microsoft.Extensions.Logging;

namespace WorkDistribution.LocalRuntime.Host.Invocation;

internal sealed partial class FunctionDispatcher
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Executing 'Functions.{Function}' (Reason='{Reason}', Id={InvocationId})")]
        public static partial void Executing(ILogger logger, string function, string reason, string invocationId);

        [LoggerMessage(2, LogLevel.Information, "Executed 'Functions.{Function}' (Succeeded, Id={InvocationId}, Duration={Duration}ms)")]
        public static partial void Succeeded(ILogger logger, string function, string invocationId, long duration);

        [LoggerMessage(3, LogLevel.Error, "Executed 'Functions.{Function}' (Failed, Id={InvocationId}, Duration={Duration}ms)")]
        public static partial void Failed(ILogger logger, string function, string invocationId, long duration, Exception exception);
    }
}
