namespace WorkDistribution.Core.Scheduling;

/// <summary>
/// Spreads starts that would all come at one moment (a thundering herd): a ramp, in which the rate grows evenly from zero to its full
/// value, and a jitter, which parts starts of one time from each other.
/// </summary>
public sealed class StartSpread
{
    /// <summary>Makes a spread.</summary>
    /// <param name="rampUp">Length of the ramp, from 0.</param>
    /// <param name="jitter">Window over which each start is shifted, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not kept.</exception>
    public StartSpread(TimeSpan rampUp, TimeSpan jitter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rampUp, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(jitter, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(jitter, TimeSpan.MaxValue - rampUp);
        (RampUp, Jitter) = (rampUp, jitter);
    }

    /// <summary>No spread: everything starts at once.</summary>
    public static StartSpread None { get; } = new(TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>Length of the ramp.</summary>
    public TimeSpan RampUp { get; }

    /// <summary>Window over which each start is shifted.</summary>
    public TimeSpan Jitter { get; }

    /// <summary>Whether everything starts at once.</summary>
    public bool IsNone => RampUp + Jitter == TimeSpan.Zero;

    /// <summary>When a part of all has started, by the ramp alone: while the rate grows evenly, the part grows with the square of the time.</summary>
    /// <param name="part">The part, 0 to 1.</param>
    /// <returns>From 0 to <see cref="RampUp"/>; the larger the part, the later.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such part.</exception>
    public TimeSpan Ramp(double part)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(part);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(part, 1);
        return RampUp * Math.Sqrt(part);
    }

    /// <summary>Draws the delay of one start of many, however many there are: its place in the ramp, and its shift.</summary>
    /// <param name="random">Where both come from.</param>
    /// <returns>From 0 to <see cref="RampUp"/> + <see cref="Jitter"/>.</returns>
    public TimeSpan Draw(Random random) => Ramp(random.NextDouble()) + (Jitter * random.NextDouble());
}
