using WorkDistribution.LocalRuntime.Host.Invocation;

namespace WorkDistribution.LocalRuntime.Host.Discovery;

/// <summary>Checks retry attributes: on Azure too they work for some triggers only.</summary>
internal sealed class RetryValidator : IFunctionValidator
{
    public IEnumerable<string> Validate(FunctionDescriptor function)
    {
        if (function.Retry is not { } retry)
        {
            yield break;
        }

        var name = BindingTypes.InSource(retry.GetType());
        if (!FunctionInvoker.SupportsRetry(function))
        {
            yield return $"{name} has no effect with {BindingTypes.InSource(function.Trigger.GetType())}: retry attributes work with timers; queues retry by their dequeue count, Durable functions by retry options of the call. Remove it.";
        }

        if (Problem(retry) is { } problem)
        {
            yield return $"{name} is not valid: {problem}";
        }
    }

    private static string? Problem(Attribute retry)
    {
        try
        {
            var policy = RetryPolicy.From(retry);
            return policy is null || policy.MaxRetryCount >= RetryPolicy.Unlimited ? null : "the number of retries must be -1 (for ever) or more.";
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return $"{e.Message} An interval is written as hh:mm:ss.";
        }
    }
}
