namespace WorkDistribution.Simulation.Engine;

/// <summary>The time provider of one process. Its timers go with the process; the time does not.</summary>
internal sealed class SimulatedClock(SimulatedWorld world) : TimeProvider
{
    private readonly PriorityQueue<SimulatedTimer, (long Due, long Order)> _timers = new();
    private long _order;
    private bool _stopped;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public long? NextDue
    {
        get
        {
            while (_timers.TryPeek(out var timer, out var priority))
            {
                if (timer.IsSetFor(priority.Order))
                {
                    return priority.Due;
                }

                _timers.Dequeue();
            }

            return null;
        }
    }

    public override DateTimeOffset GetUtcNow() => new(world.Time.Now, TimeSpan.Zero);

    public override long GetTimestamp() => world.Time.Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    public void Stop()
    {
        _stopped = true;
        _timers.Clear();
    }

    /// <summary>Sets a timer, and returns the number of the setting.</summary>
    public long Set(SimulatedTimer timer, TimeSpan dueTime)
    {
        if (_stopped)
        {
            return 0;
        }

        _timers.Enqueue(timer, (world.Time.Now + dueTime.Ticks, ++_order));
        return _order;
    }

    public IReadOnlyList<Action> TakeDue()
    {
        List<Action> due = [];
        while (NextDue <= world.Time.Now)
        {
            due.Add(_timers.Dequeue().Take());
        }

        return due;
    }
}
