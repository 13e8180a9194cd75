using System.Globalization;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Retries a failed invocation after a fixed delay.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FixedDelayRetryAttribute : RetryAttribute
{
    /// <summary>Sets the policy.</summary>
    /// <param name="maxRetryCount">How many times to try again; -1 for no limit.</param>
    /// <param name="delayInterval">The delay between tries, as <c>hh:mm:ss</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The delay is not a time span or is negative.</exception>
    public FixedDelayRetryAttribute(int maxRetryCount, string delayInterval)
    {
        if (!TimeSpan.TryParse(delayInterval, CultureInfo.InvariantCulture, out TimeSpan delay))
        {
            throw new ArgumentOutOfRangeException(
                nameof(delayInterval), delayInterval, "The delay must be a time span such as 00:00:10.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero, nameof(delayInterval));
        MaxRetryCount = maxRetryCount;
        DelayInterval = delayInterval;
    }

    /// <summary>The delay between tries, as <c>hh:mm:ss</c>.</summary>
    public string DelayInterval { get; }
}
