using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace WorkDistribution.Core.Sagas;

/// <summary>How often an action is tried, and how long apart.</summary>
/// <param name="MaxAttempts">Attempts, the first included, from 1 to 100.</param>
/// <param name="FirstDelay">Wait after the first failed attempt, from zero.</param>
/// <param name="Factor">Growth of the wait from one attempt to the next, from 1.</param>
/// <param name="MaxDelay">Bound of the wait, from <paramref name="FirstDelay"/>.</param>
public sealed record SagaRetry(int MaxAttempts, TimeSpan FirstDelay, double Factor, TimeSpan MaxDelay)
{
    /// <summary>Actions: 3 attempts, 1 s and 2 s apart.</summary>
    public static SagaRetry Action { get; } = new(3, TimeSpan.FromSeconds(1), 2, TimeSpan.FromMinutes(1));

    /// <summary>Compensations have to succeed: 10 attempts from 1 s to 1 min apart, before a person is asked.</summary>
    public static SagaRetry Compensation { get; } = new(10, TimeSpan.FromSeconds(1), 2, TimeSpan.FromMinutes(1));

    /// <summary>
    /// The wait after a failed attempt, times a factor from 0.5 to 1.5. A random source would differ when an orchestrator is replayed;
    /// a hash of who waits does not, and still spreads sagas that fail together.
    /// </summary>
    /// <param name="attempt">Number of the attempt that failed, from 1.</param>
    /// <param name="key">Who waits.</param>
    public TimeSpan Delay(int attempt, string key)
    {
        var limit = Math.Min(MaxDelay.Ticks, FirstDelay.Ticks * Math.Pow(Factor, attempt - 1));
        var name = string.Create(CultureInfo.InvariantCulture, $"{key}/{attempt}");
        var jitter = 0.5 + (XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(name)) / (double)ulong.MaxValue);
        return TimeSpan.FromTicks((long)(limit * jitter));
    }

    internal string? Problem() =>
        MaxAttempts is < 1 or > 100 ? $"allows {MaxAttempts} attempts: use 1 to 100"
        : FirstDelay < TimeSpan.Zero || MaxDelay < FirstDelay || MaxDelay > TimeSpan.FromDays(1) ? "has delays out of order: they must grow from zero up to a day"
        : !(Factor >= 1 && double.IsFinite(Factor)) ? "has a factor below 1"
        : null;
}
