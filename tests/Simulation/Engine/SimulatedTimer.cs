namespace WorkDistribution.Simulation.Engine;

/// <summary>A one-shot timer of a simulated clock.</summary>
internal sealed class SimulatedTimer(SimulatedClock clock, Action callback) : ITimer
{
    private long _setting;

    public bool IsSetFor(long setting) => _setting == setting;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (period != Timeout.InfiniteTimeSpan && period != TimeSpan.Zero)
        {
            throw new NotSupportedException("The simulated clock has one-shot timers only; set the timer again when it fires.");
        }

        _setting = dueTime == Timeout.InfiniteTimeSpan ? 0 : clock.Set(this, dueTime);
        return true;
    }

    /// <summary>What is to be called; the timer is not set any more.</summary>
    public Action Take()
    {
        var setting = _setting;
        _setting = 0;

        // Between now and the call the timer may be set again, but it has fired all the same.
        return setting == 0 ? static () => { } : callback;
    }

    public void Dispose() => _setting = 0;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }
}
