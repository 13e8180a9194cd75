namespace Microsoft.DurableTask;

/// <summary>What a retry handler decides by. <paramref name="LastAttemptNumber"/> is 1 after the first attempt.</summary>
public record RetryContext(
    TaskOrchestrationContext OrchestrationContext,
    int LastAttemptNumber,
    TaskFailureDetails LastFailure,
    TimeSpan TotalRetryTime,
    CancellationToken CancellationToken);
