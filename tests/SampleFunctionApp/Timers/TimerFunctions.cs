using Microsoft.Azure.Functions.Worker;

namespace SampleFunctionApp;

public sealed class TimerFunctions(Journal journal)
{
    [Function("Tick")]
    [FixedDelayRetry(2, "00:00:00.050")]
    public void Tick([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true)] TimerInfo timer, FunctionContext context)
    {
        if (context.RetryContext.RetryCount < 2)
        {
            throw new InvalidOperationException("Not yet.");
        }

        journal.Write($"tick after {context.RetryContext.RetryCount} of {context.RetryContext.MaxRetryCount} retries, {timer.ScheduleStatus is not null}");
    }
}
