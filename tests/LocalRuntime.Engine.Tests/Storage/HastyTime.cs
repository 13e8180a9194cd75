namespace WorkDistribution.LocalRuntime.Engine.Tests.Storage;

/// <summary>The system's time with timers that fire a hundred times as fast, so that waits after failures take little.</summary>
internal sealed class HastyTime : TimeProvider
{
    private const int Factor = 100;

    private readonly DateTimeOffset _begun = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => _begun + ((System.GetUtcNow() - _begun) * Factor);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new HastyTimer(System.CreateTimer(callback, state, Shorten(dueTime), Shorten(period)));

    private static TimeSpan Shorten(TimeSpan wait) => wait == Timeout.InfiniteTimeSpan ? wait : wait / Factor;

    private sealed class HastyTimer(ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(Shorten(dueTime), Shorten(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
