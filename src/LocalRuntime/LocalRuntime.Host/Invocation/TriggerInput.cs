using System.Collections.ObjectModel;

namespace WorkDistribution.LocalRuntime.Host.Invocation;

/// <summary>What a trigger hands to one invocation of a function.</summary>
internal sealed class TriggerInput
{
    /// <summary>
    /// The raw value of the trigger parameter, as the worker gets it from a host: a string (text or JSON), a
    /// <see cref="ReadOnlyMemory{T}"/> of bytes, model binding data, or null. The worker's converters turn it into the parameter's type.
    /// </summary>
    public object? Value { get; init; }

    /// <summary>
    /// Trigger metadata that goes to <c>FunctionContext.BindingContext.BindingData</c> and to parameters of the same name. Values
    /// are strings holding text or JSON, as the real host passes them (<c>Id</c>, <c>DequeueCount</c>, …). Names ignore case.
    /// </summary>
    public IReadOnlyDictionary<string, object?> BindingData { get; init; } = ReadOnlyDictionary<string, object?>.Empty;

    /// <summary>Retries made before this one, for <c>FunctionContext.RetryContext</c>; the invoker counts function-level retries itself.</summary>
    public int RetryCount { get; init; }

    /// <summary>Retries allowed altogether, for <c>FunctionContext.RetryContext</c>; 0 where the trigger has no retry policy.</summary>
    public int MaxRetryCount { get; init; }

    /// <summary>W3C trace parent of the caller, if it is known.</summary>
    public string? TraceParent { get; init; }

    /// <summary>W3C trace state of the caller, if it is known.</summary>
    public string? TraceState { get; init; }

    /// <summary>Why the function runs, for the log line "Executing … (Reason='…')", e.g. <c>New queue message detected on 'orders'.</c></summary>
    public string Reason { get; init; } = "This function was programmatically called via the host APIs.";

    /// <summary>The same input for another try.</summary>
    public TriggerInput WithRetry(int retryCount, int maxRetryCount) => new()
    {
        Value = Value,
        BindingData = BindingData,
        RetryCount = retryCount,
        MaxRetryCount = maxRetryCount,
        TraceParent = TraceParent,
        TraceState = TraceState,
        Reason = Reason,
    };
}
