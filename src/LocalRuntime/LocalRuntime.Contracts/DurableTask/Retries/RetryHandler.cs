namespace Microsoft.DurableTask;

/// <summary>Decides, in orchestrator code, whether a failed task is tried again.</summary>
public delegate bool RetryHandler(RetryContext retryContext);
