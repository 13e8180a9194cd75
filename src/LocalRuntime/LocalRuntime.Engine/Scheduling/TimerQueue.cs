namespace WorkDistribution.LocalRuntime.Engine.Scheduling;

/// <summary>
/// Everything that is due later, on one timer of the time provider. Never early; entries that are not wanted any more
/// are dropped when their time comes.
/// </summary>
internal sealed class TimerQueue : IDisposable
{
    /// <summary>The longest wait a timer takes at once; a longer one is taken in parts.</summary>
    private static readonly TimeSpan _longestWait = TimeSpan.FromDays(24);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<Action, (long Due, long Order)> _entries = new();
    private readonly TimeProvider _time;
    private readonly IWorkQueue _queue;
    private readonly ITimer _timer;
    private long _armedFor = long.MaxValue;
    private long _order;
    private bool _closed;

    public TimerQueue(TimeProvider time, IWorkQueue queue)
    {
        _time = time;
        _queue = queue;
        _timer = time.CreateTimer(static state => ((TimerQueue)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>When the next entry is due, in UTC ticks, or null.</summary>
    public long? NextDue
    {
        get
        {
            lock (_gate)
            {
                return _entries.TryPeek(out _, out var priority) ? priority.Due : null;
            }
        }
    }

    public void Add(long due, Action action)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            _entries.Enqueue(action, (due, _order++));
            if (due < _armedFor)
            {
                Arm(due);
            }
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _entries.Clear();
        }
    }

    public void Dispose()
    {
        Close();
        _timer.Dispose();
    }

    private void OnTimer() => _queue.Post(FireDue);

    private void FireDue()
    {
        List<Action> due = [];
        lock (_gate)
        {
            var now = _time.GetUtcNow().UtcTicks;
            while (_entries.TryPeek(out var action, out var priority) && priority.Due <= now)
            {
                _entries.Dequeue();
                due.Add(action);
            }

            _armedFor = long.MaxValue;
            if (_entries.TryPeek(out _, out var next))
            {
                Arm(next.Due);
            }
        }

        foreach (var action in due)
        {
            action();
        }
    }

    private void Arm(long due)
    {
        var wait = new TimeSpan(Math.Max(0, due - _time.GetUtcNow().UtcTicks));

        // Timers count whole milliseconds: round up, or it fires early and again.
        var rounded = TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
        _armedFor = due;
        _timer.Change(rounded < _longestWait ? rounded : _longestWait, Timeout.InfiniteTimeSpan);
    }
}
