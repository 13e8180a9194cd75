namespace WorkDistribution.Core.Scheduling;

/// <summary>Items per second over a sliding window. Safe for concurrent use; takes constant memory.</summary>
/// <remarks>
/// The window is kept in twenty slots: the oldest leaves as a whole, so the window in use is between 19/20 and all of
/// <see cref="Window"/>. Before a whole window has passed, the rate is over the time since the first items, at least one slot.
/// </remarks>
public sealed class DrainRate
{
    private const int Slots = 20;

    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly long slotTicks;
    private readonly long[] counts = new long[Slots];

    /// <summary>Number of the slot that counts now; -1 before the first items.</summary>
    private long slot = -1;
    private long start;

    /// <summary>Makes a meter that has seen nothing.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="window">Length of the window, at least 20 ms.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window is too short.</exception>
    public DrainRate(TimeProvider time, TimeSpan window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, TimeSpan.FromMilliseconds(Slots));
        this.time = time;
        slotTicks = window.Ticks / Slots;
        Window = window;
    }

    /// <summary>Length of the window.</summary>
    public TimeSpan Window { get; }

    /// <summary>Rate in items per second; 0 before the first items, and when the window has seen none.</summary>
    public double PerSecond
    {
        get
        {
            lock (gate)
            {
                if (slot < 0)
                {
                    return 0;
                }

                var now = Advance();
                var inWindow = (slotTicks * (Slots - 1)) + (now % slotTicks);
                var span = Math.Clamp(now - start, slotTicks, inWindow);
                return counts.Sum() / TimeSpan.FromTicks(span).TotalSeconds;
            }
        }
    }

    /// <summary>Counts items that have just been drained.</summary>
    /// <param name="items">How many, from 0.</param>
    public void Add(long items)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(items);
        lock (gate)
        {
            if (slot < 0)
            {
                start = Now();
                slot = start / slotTicks;
            }

            Advance();
            counts[slot % Slots] += items;
        }
    }

    /// <summary>Empties the slots that time has passed over; returns the present time.</summary>
    private long Advance()
    {
        var now = Now();
        var current = now / slotTicks;
        if (current - slot >= Slots)
        {
            Array.Clear(counts);
            slot = current;
        }

        while (slot < current)
        {
            counts[++slot % Slots] = 0;
        }

        return now;
    }

    /// <summary>Ticks of 100 ns on the monotonic clock.</summary>
    private long Now() => time.GetElapsedTime(0).Ticks;
}
