using Microsoft.DurableTask;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>Tries a task again as its policy or its handler says.</summary>
internal static class RetryLoop
{
    /// <summary>A coefficient raised to the number of attempts soon exceeds every date; such a wait is for ever, not a failure.</summary>
    private static readonly TimeSpan _longestWait = TimeSpan.FromDays(3_000_000);

    private static readonly DateTime _endOfTime = DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);

    public static async Task<T> RunAsync<T>(EngineOrchestrationContext context, RetryPolicy policy, Func<Task<T>> attempt)
    {
        var started = context.CurrentUtcDateTime;
        for (var attempts = 1; ; attempts++)
        {
            TimeSpan wait;
            try
            {
                return await attempt();
            }
            catch (TaskFailedException e) when (CanRetry(context, e)
                && (wait = NextWait(context, policy, started, attempts, e)) > TimeSpan.Zero)
            {
                // As officially, the last attempt too is followed by its wait, after which the failure is thrown.
                var now = context.CurrentUtcDateTime;
                await context.CreateTimer(wait < DateTime.MaxValue - now ? now + wait : _endOfTime, CancellationToken.None);
                if (attempts >= policy.MaxNumberOfAttempts)
                {
                    throw;
                }
            }
        }
    }

    public static async Task<T> RunAsync<T>(EngineOrchestrationContext context, AsyncRetryHandler handler, Func<Task<T>> attempt)
    {
        var started = context.CurrentUtcDateTime;
        for (var attempts = 1; ; attempts++)
        {
            try
            {
                return await attempt();
            }
            catch (TaskFailedException e) when (CanRetry(context, e))
            {
                var retry = new RetryContext(
                    context, attempts, e.FailureDetails, context.CurrentUtcDateTime.Subtract(started), CancellationToken.None);
                if (!await handler(retry))
                {
                    throw;
                }
            }
        }
    }

    private static bool CanRetry(EngineOrchestrationContext context, TaskFailedException failure) =>
        !context.Executor.IsNonRetriable(failure.TaskId);

    private static TimeSpan NextWait(
        EngineOrchestrationContext context, RetryPolicy policy, DateTime started, int attempts, TaskFailedException failure)
    {
        if (!Handles(policy, failure))
        {
            return TimeSpan.Zero;
        }

        if (policy.RetryTimeout != Timeout.InfiniteTimeSpan && context.CurrentUtcDateTime - started >= policy.RetryTimeout)
        {
            return TimeSpan.Zero;
        }

        var milliseconds = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, attempts - 1);
        var longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
        return milliseconds < longest.TotalMilliseconds && milliseconds < _longestWait.TotalMilliseconds
            ? TimeSpan.FromMilliseconds(milliseconds)
            : longest < _longestWait ? longest : _longestWait;
    }

    private static bool Handles(RetryPolicy policy, TaskFailedException failure)
    {
        try
        {
            return policy.Handle(Failures.Cause(failure));
        }
        catch (Exception)
        {
            // As officially: a filter that throws must not hide the failure it was asked about, which is reported instead.
            return false;
        }
    }
}
