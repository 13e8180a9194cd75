using Microsoft.Extensions.Time.Testing;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.Timers;

/// <summary>A clock that a test moves, and that knows when somebody has begun to wait on it.</summary>
internal sealed class WaitingTimeProvider(DateTimeOffset start) : FakeTimeProvider(start)
{
    private int _created;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Interlocked.Increment(ref _created);
        return timer;
    }

    /// <summary>Waits until <paramref name="count"/> waits have begun since the start.</summary>
    public Task HasWaitsAsync(int count) => Eventually.HoldsAsync(() => Volatile.Read(ref _created) >= count, $"{count} waits on the clock");

    /// <summary>Moves the clock in small steps, letting waiters react to each, until the condition holds.</summary>
    public Task AdvanceUntilAsync(TimeSpan step, Func<bool> condition, string what) => Eventually.HoldsAsync(
        () =>
        {
            if (condition())
            {
                return true;
            }

            Advance(step);
            return false;
        },
        what);
}
