namespace WorkDistribution.Core.Scheduling;

/// <summary>
/// Exponential back-off with full jitter: a delay drawn evenly between zero and a limit that grows with every attempt. Spreading over
/// the whole interval keeps items that failed together from coming back together ("Exponential Backoff and Jitter", AWS
/// Architecture Blog, 2015).
/// </summary>
public sealed class RetryBackoff
{
    private readonly TimeSpan baseDelay;
    private readonly double factor;
    private readonly TimeSpan max;

    /// <summary>Makes a back-off.</summary>
    /// <param name="baseDelay">Limit after the first failed attempt, above zero.</param>
    /// <param name="factor">Growth of the limit from one attempt to the next, from 1.</param>
    /// <param name="max">Bound of the limit, from <paramref name="baseDelay"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not kept.</exception>
    public RetryBackoff(TimeSpan baseDelay, double factor, TimeSpan max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(baseDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, baseDelay);
        if (!(factor >= 1 && double.IsFinite(factor)))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "Must be a finite number from 1.");
        }

        (this.baseDelay, this.factor, this.max) = (baseDelay, factor, max);
    }

    /// <summary>The longest delay after an attempt.</summary>
    /// <param name="attempt">Number of the attempt that failed, from 1.</param>
    public TimeSpan Limit(int attempt)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);

        // In floating point, where what is too large becomes infinite instead of negative.
        var ticks = baseDelay.Ticks * Math.Pow(factor, attempt - 1);
        return ticks < max.Ticks ? TimeSpan.FromTicks((long)ticks) : max;
    }

    /// <summary>Draws the delay before the next attempt: from zero to <see cref="Limit"/>.</summary>
    /// <param name="attempt">Number of the attempt that failed, from 1.</param>
    /// <param name="random">Where the jitter comes from.</param>
    public TimeSpan Delay(int attempt, Random random) => TimeSpan.FromTicks((long)(Limit(attempt).Ticks * random.NextDouble()));
}
