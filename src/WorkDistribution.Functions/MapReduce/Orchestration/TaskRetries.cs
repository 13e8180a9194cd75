using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Microsoft.DurableTask;
using WorkDistribution.Core.MapReduce;

namespace WorkDistribution.Functions.MapReduce.Orchestration;

/// <summary>
/// Runs one task up to three times with exponential backoff and jitter. A retry policy has no jitter, and jitter from a random source
/// would differ on replay; a hash of who waits for what does not, and still spreads tasks that fail together.
/// </summary>
internal static class TaskRetries
{
    /// <summary>Attempts of a task, the first included.</summary>
    public const int MaxAttempts = 3;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);

    /// <summary>Runs a task until it succeeds, the attempts are used up, or trying again cannot help.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="activity">The activity's name.</param>
    /// <param name="input">The activity's input.</param>
    /// <param name="index">Which of the tasks of this activity it is.</param>
    /// <exception cref="TaskFailedException">The last attempt's failure.</exception>
    public static async Task<TResult> RunAsync<TResult>(this TaskOrchestrationContext context, string activity, object input, int index = 0)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await context.CallActivityAsync<TResult>(activity, input);
            }
            catch (TaskFailedException e) when (attempt < MaxAttempts && !IsUserError(e.FailureDetails))
            {
                await context.CreateTimer(Delay(context.InstanceId, activity, index, attempt), CancellationToken.None);
            }
        }
    }

    /// <summary>Whether the requester made the error, so that every attempt ends the same way.</summary>
    public static bool IsUserError(TaskFailureDetails? failure) => IsCausedBy<MapReduceUserException>(failure);

    /// <summary>Whether the job's parameters are wrong, so that every split ends the same way.</summary>
    public static bool IsParameterError(TaskFailureDetails? failure) => IsCausedBy<JobParameterException>(failure);

    /// <summary>The wait after a failed attempt: 1 s, 2 s, …, each times a factor from 0.5 to 1.5.</summary>
    internal static TimeSpan Delay(string instanceId, string activity, int index, int attempt)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{instanceId}/{activity}/{index}/{attempt}");
        var jitter = 0.5 + (XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(name)) / (double)ulong.MaxValue);
        return FirstDelay * Math.Pow(2, attempt - 1) * jitter;
    }

    // The worker may wrap what an activity throws, so the causes are searched too.
    private static bool IsCausedBy<T>(TaskFailureDetails? failure)
        where T : Exception =>
        failure is not null && (failure.IsCausedBy<T>() || IsCausedBy<T>(failure.InnerFailure));
}
