using System.Globalization;
using Microsoft.Azure.Functions.Worker;

namespace WorkDistribution.LocalRuntime.Host.Invocation;

/// <summary>A function-level retry attribute, as the host applies it.</summary>
internal sealed class RetryPolicy
{
    /// <summary>Means "retry for ever", as on Azure.</summary>
    public const int Unlimited = -1;

    private readonly TimeSpan _first;
    private readonly TimeSpan _longest;
    private readonly bool _grows;

    private RetryPolicy(int maxRetryCount, TimeSpan first, TimeSpan longest, bool grows)
    {
        MaxRetryCount = maxRetryCount;
        _first = first;
        _longest = longest;
        _grows = grows;
    }

    public int MaxRetryCount { get; }

    /// <exception cref="FormatException">An interval is not a time span (hh:mm:ss).</exception>
    public static RetryPolicy? From(Attribute? attribute) => attribute switch
    {
        FixedDelayRetryAttribute retry => new(retry.MaxRetryCount, Interval(retry.DelayInterval), Interval(retry.DelayInterval), grows: false),
        ExponentialBackoffRetryAttribute retry =>
            new(retry.MaxRetryCount, Interval(retry.MinimumInterval), Interval(retry.MaximumInterval), grows: true),
        _ => null,
    };

    public bool Allows(int retriesSoFar) => MaxRetryCount == Unlimited || retriesSoFar < MaxRetryCount;

    /// <summary>The wait before the next try: fixed, or doubling from the minimum to the maximum with up to 20 % of jitter.</summary>
    public TimeSpan DelayBefore(int retry, Random random)
    {
        if (!_grows)
        {
            return _first;
        }

        var factor = Math.Pow(2, Math.Min(retry, 30)) * (0.8 + (0.4 * random.NextDouble()));
        var delay = Math.Max(_first.TotalMilliseconds, _first.TotalMilliseconds * factor);
        return TimeSpan.FromMilliseconds(Math.Min(delay, _longest.TotalMilliseconds));
    }

    private static TimeSpan Interval(string text) => TimeSpan.Parse(text, CultureInfo.InvariantCulture);
}
