namespace Microsoft.DurableTask;

/// <summary>Decides, in orchestrator code, whether a failed task is tried again; may await durable tasks, such as a timer.</summary>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);
