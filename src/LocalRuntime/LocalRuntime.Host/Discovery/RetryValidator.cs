using WorkDistribution.LocalRuntime.Host.Invocation;

namespace WorkDistribution.LocalRuntime.Host.Discovery;

/// <summary>Checks retry policies: on Azure too they work for some triggers only.</summary>
internal sealed class RetryValidator : IFunctionValidator
{
    public IEnumerable<string> Validate(FunctionDescriptor function)
    {
        if (function.Retry is not { } retry)
        {
            yield break;
        }

        if (!FunctionInvoker.SupportsRetry(function))
        {
            yield return $"its retry attribute has no effect with {function.TriggerType}: retry attributes work with timers; queues retry by their dequeue count, Durable functions by retry options of the call. Remove it.";
        }

        if (retry.MaxRetryCount < RetryPolicy.Unlimited)
        {
            yield return "its retry attribute is not valid: the number of retries must be -1 (for ever) or more.";
        }
    }
}
