namespace WorkDistribution.Core.Scheduling;

/// <summary>
/// Decides how many instances there are to be by target-based scaling, as the Azure Functions platform does for queues: the length of
/// the queue divided by the executions that one instance is meant to have at once, rounded up. More are wanted at once; fewer only when
/// fewer have been enough for the whole of a cool-down, and then as many as were needed in it at most. Not thread-safe.
/// </summary>
public sealed class TargetBasedScaler
{
    private readonly int minimum;
    private readonly int maximum;
    private readonly int target;
    private readonly TimeSpan coolDown;
    private TimeSpan? enoughSince;
    private int mostNeeded;

    /// <summary>Makes a scaler.</summary>
    /// <param name="minimum">Fewest instances, from 0.</param>
    /// <param name="maximum">Most instances, from 1 and from <paramref name="minimum"/>.</param>
    /// <param name="target">Executions an instance is meant to have at once, from 1; for a storage queue its batch size.</param>
    /// <param name="coolDown">How long fewer instances must have been enough before there are fewer; from zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not kept.</exception>
    public TargetBasedScaler(int minimum, int maximum, int target, TimeSpan coolDown)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minimum);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, Math.Max(minimum, 1));
        ArgumentOutOfRangeException.ThrowIfLessThan(target, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(coolDown, TimeSpan.Zero);
        (this.minimum, this.maximum, this.target, this.coolDown) = (minimum, maximum, target, coolDown);
    }

    /// <summary>The instances that a queue needs, within the bounds.</summary>
    /// <param name="queueLength">Messages that wait or are in work, from 0.</param>
    public int Needed(long queueLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(queueLength);
        var instances = (queueLength / target) + (queueLength % target == 0 ? 0 : 1);
        return (int)Math.Clamp(instances, minimum, maximum);
    }

    /// <summary>How many instances there are to be from now on.</summary>
    /// <param name="queueLength">Messages that wait or are in work, from 0.</param>
    /// <param name="current">What the last decision was; before the first any number.</param>
    /// <param name="now">Time on a clock that never goes back.</param>
    public int Decide(long queueLength, int current, TimeSpan now)
    {
        var needed = Needed(queueLength);
        if (needed >= current || current > maximum)
        {
            enoughSince = null;
            return needed;
        }

        mostNeeded = enoughSince is null ? needed : Math.Max(mostNeeded, needed);
        enoughSince ??= now;
        if (now - enoughSince < coolDown)
        {
            return current;
        }

        enoughSince = null;
        return mostNeeded;
    }
}
