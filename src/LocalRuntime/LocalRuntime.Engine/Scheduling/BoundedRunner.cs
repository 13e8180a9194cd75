using System.Collections.Concurrent;

namespace WorkDistribution.LocalRuntime.Engine.Scheduling;

/// <summary>Lets at most so many take their turns at once; the others wait in order of arrival.</summary>
internal sealed class BoundedRunner(IWorkQueue queue, int limit)
{
    /// <summary>Turns a worker takes before it goes to the back of the work queue, so that it does not keep a thread for itself.</summary>
    private const int TurnsPerVisit = 16;

    private readonly ConcurrentQueue<IRunnable> _waiting = new();
    private int _active;
    private volatile bool _isOpen;
    private volatile bool _closed;

    public bool IsIdle => Volatile.Read(ref _active) == 0 && (_closed || _waiting.IsEmpty);

    public void Enqueue(IRunnable runnable)
    {
        _waiting.Enqueue(runnable);
        StartWorker();
    }

    /// <summary>Begins to run what waits: until then it only collects.</summary>
    public void Open()
    {
        _isOpen = true;
        Interlocked.MemoryBarrier();
        for (var i = Math.Min(limit, _waiting.Count); i > 0; i--)
        {
            StartWorker();
        }
    }

    /// <summary>Starts nothing more; what runs goes on to its end.</summary>
    public void Close() => _closed = true;

    private void StartWorker()
    {
        while (_isOpen)
        {
            var active = Volatile.Read(ref _active);
            if (active >= limit)
            {
                return;
            }

            if (Interlocked.CompareExchange(ref _active, active + 1, active) == active)
            {
                queue.Post(Work);
                return;
            }
        }
    }

    private void Work() => _ = WorkAsync();

    private async Task WorkAsync()
    {
        for (var turns = 0; turns < TurnsPerVisit && !_closed && _waiting.TryDequeue(out var next); turns++)
        {
            await next.RunAsync();
        }

        if (!_closed && !_waiting.IsEmpty)
        {
            queue.Post(Work);
            return;
        }

        Interlocked.Decrement(ref _active);
        if (!_closed && !_waiting.IsEmpty)
        {
            // Someone came between the last look and the decrement, and found no free worker.
            StartWorker();
        }
    }
}
