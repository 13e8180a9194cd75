using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Host.Discovery;

namespace WorkDistribution.LocalRuntime.Host.Invocation;

/// <summary>The invoker of listeners. Timers honour retry attributes; a queue has its own way to try again.</summary>
internal sealed class FunctionInvoker(FunctionDispatcher dispatcher, TimeProvider time, Random random, ILogger<FunctionInvoker> logger)
    : IFunctionInvoker
{
    public async Task<InvocationOutcome> InvokeAsync(FunctionDescriptor function, TriggerInput input, CancellationToken cancellationToken)
    {
        var policy = SupportsRetry(function) ? function.Retry : null;
        if (policy is null)
        {
            return await dispatcher.DispatchAsync(function, input, run: null, complete: null, cancellationToken);
        }

        for (var retry = 0; ; retry++)
        {
            var attempt = input.WithRetry(retry, policy.MaxRetryCount);
            var outcome = await dispatcher.DispatchAsync(function, attempt, run: null, complete: null, cancellationToken);
            if (outcome.Succeeded || !policy.Allows(retry) || cancellationToken.IsCancellationRequested)
            {
                return outcome;
            }

            var delay = policy.DelayBefore(retry, random);
            logger.LogInformation("Function '{Function}' is tried again in {Delay} (retry {Retry}).", function.Name, delay, retry + 1);
            try
            {
                await Task.Delay(delay, time, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                // The host stops: what is known is the last failure.
                return outcome;
            }
        }
    }

    /// <summary>Of the triggers served here, the official extensions declare function-level retry for the timer alone.</summary>
    public static bool SupportsRetry(FunctionDescriptor function) => function.TriggerType.Equals(BindingTypes.TimerTrigger, StringComparison.OrdinalIgnoreCase);
}
