using Microsoft.DurableTask;
using WorkDistribution.Functions.MapReduce.Orchestration;

namespace WorkDistribution.Functions.Encodings.Orchestration;

/// <summary>Runs one activity up to three times, with the backoff of MapReduce's tasks.</summary>
internal static class ActivityRetries
{
    /// <summary>Runs an activity whose input does not tell its attempts apart.</summary>
    public static Task<T> RunActivityAsync<T>(this TaskOrchestrationContext context, string activity, object input) =>
        context.RunActivityAsync<T>(activity, 0, _ => input, static () => { });

    /// <summary>Runs an activity until it succeeds, the attempts are used up, or trying again cannot help.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="activity">The activity's name.</param>
    /// <param name="index">Which of the tasks of this activity it is.</param>
    /// <param name="input">Makes the input of an attempt, from 1.</param>
    /// <param name="failed">Told of each failed attempt.</param>
    /// <exception cref="TaskFailedException">The last attempt's failure.</exception>
    public static async Task<T> RunActivityAsync<T>(
        this TaskOrchestrationContext context, string activity, int index, Func<int, object> input, Action failed)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await context.CallActivityAsync<T>(activity, input(attempt));
            }
            catch (TaskFailedException e)
            {
                failed();
                if (attempt == TaskRetries.MaxAttempts || IsRejection(e.FailureDetails))
                {
                    throw;
                }
            }

            await context.CreateTimer(TaskRetries.Delay(context.InstanceId, activity, index, attempt), CancellationToken.None);
        }
    }

    // The worker may wrap what an activity throws, so the causes are searched too.
    private static bool IsRejection(TaskFailureDetails? failure) =>
        failure is not null && (failure.IsCausedBy<EncodingRejectedException>() || IsRejection(failure.InnerFailure));
}
