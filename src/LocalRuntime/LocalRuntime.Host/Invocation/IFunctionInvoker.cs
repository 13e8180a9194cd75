using WorkDistribution.LocalRuntime.Host.Discovery;

namespace WorkDistribution.LocalRuntime.Host.Invocation;

/// <summary>
/// Runs a function: a DI scope, the worker middleware, input conversion, the method, its output bindings, and the function-level
/// retry policy where the trigger supports it (timers). A singleton service that listeners call.
/// </summary>
internal interface IFunctionInvoker
{
    /// <summary>
    /// Runs the function once (or, under a retry policy, until it succeeds or the retries are used up). Never throws for a failure of
    /// the function: that is the outcome. Cancelling the token cancels the function's own <c>CancellationToken</c>.
    /// </summary>
    Task<InvocationOutcome> InvokeAsync(FunctionDescriptor function, TriggerInput input, CancellationToken cancellationToken);
}
