namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>
/// Watches the time a turn takes. Code that does not yield cannot be interrupted: it is told of as soon as the limit
/// passes, and what it did is discarded if it ends after all.
/// </summary>
internal sealed class TurnWatch : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly TimeSpan _limit;
    private readonly long _begun;
    private readonly ITimer _timer;

    public TurnWatch(TimeProvider clock, TimeSpan limit, Action passed)
    {
        _clock = clock;
        _limit = limit;
        _begun = clock.GetTimestamp();
        _timer = clock.CreateTimer(static passed => ((Action)passed!)(), passed, limit, Timeout.InfiniteTimeSpan);
    }

    /// <exception cref="TimeoutException">The turn took longer than the limit.</exception>
    public void EnsureInTime()
    {
        if (_clock.GetElapsedTime(_begun) > _limit)
        {
            throw new TimeoutException($"It took longer than the limit of {_limit}.");
        }
    }

    public void Dispose() => _timer.Dispose();
}
