using System.Globalization;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Retries a failed invocation after delays that grow exponentially.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ExponentialBackoffRetryAttribute : RetryAttribute
{
    /// <summary>Sets the policy.</summary>
    /// <param name="maxRetryCount">How many times to try again; -1 for no limit.</param>
    /// <param name="minimumInterval">The shortest delay, as <c>hh:mm:ss</c>.</param>
    /// <param name="maximumInterval">The longest delay, as <c>hh:mm:ss</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A delay is not a time span or is negative.</exception>
    /// <exception cref="ArgumentException">The shortest delay is longer than the longest.</exception>
    public ExponentialBackoffRetryAttribute(int maxRetryCount, string minimumInterval, string maximumInterval)
    {
        TimeSpan minimum = Parse(minimumInterval, nameof(minimumInterval));
        TimeSpan maximum = Parse(maximumInterval, nameof(maximumInterval));
        if (minimum > maximum)
        {
            throw new ArgumentException("The minimumInterval must not be greater than the maximumInterval.", nameof(minimumInterval));
        }

        MaxRetryCount = maxRetryCount;
        MinimumInterval = minimumInterval;
        MaximumInterval = maximumInterval;
    }

    /// <summary>The shortest delay, as <c>hh:mm:ss</c>.</summary>
    public string MinimumInterval { get; }

    /// <summary>The longest delay, as <c>hh:mm:ss</c>.</summary>
    public string MaximumInterval { get; }

    private static TimeSpan Parse(string text, string parameter)
    {
        if (!TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan interval))
        {
            throw new ArgumentOutOfRangeException(parameter, text, "The interval must be a time span such as 00:00:10.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.Zero, parameter);
        return interval;
    }
}
