using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;

namespace WorkDistribution.LocalRuntime.Host.Invocation;

/// <summary>A function-level retry policy, as the host applies it.</summary>
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

    /// <summary>The policy that the metadata of a function hold; null if they hold none.</summary>
    public static RetryPolicy? From(IRetryOptions? options) => options switch
    {
        { Strategy: RetryStrategy.ExponentialBackoff } => new(
            options.MaxRetryCount, options.MinimumInterval ?? TimeSpan.Zero, options.MaximumInterval ?? TimeSpan.Zero, grows: true),
        { } => new(options.MaxRetryCount, options.DelayInterval ?? TimeSpan.Zero, options.DelayInterval ?? TimeSpan.Zero, grows: false),
        null => null,
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
}
