using Microsoft.Extensions.Logging;

namespace WorkDistribution.LocalRuntime.Engine.Pipeline;

internal sealed partial class CommitPipeline
{
    [LoggerMessage(EventId = 100, Level = LogLevel.Error, Message = "{Reason} {Steps} steps wait; the engine tries again until they are stored.")]
    private static partial void LogStoreUnavailable(ILogger logger, string reason, int steps);

    [LoggerMessage(EventId = 101, Level = LogLevel.Information, Message = "The store accepts writes again, after {Attempts} attempts.")]
    private static partial void LogStoreIsBack(ILogger logger, int attempts);

    [LoggerMessage(EventId = 102, Level = LogLevel.Error, Message = "A step could not be stored and was undone.")]
    private static partial void LogCommitFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 103, Level = LogLevel.Error, Message = "What follows from a committed step failed.")]
    private static partial void LogPublishFailed(ILogger logger, Exception exception);
}
