namespace WorkDistribution.Core.Balancing;

/// <summary>Room for items in a pool; who asks for more than there is waits in line. Without a line there is no lock.</summary>
internal sealed class PoolRoom(int capacity)
{
    private readonly Lock gate = new();
    private readonly Queue<Waiter> line = new();
    private int free = capacity;

    /// <summary>Number of those in <see cref="line"/>, to be read without the lock.</summary>
    private int waiting;

    /// <summary>Takes room for at least one item and at most <paramref name="wanted"/>.</summary>
    public ValueTask<int> TakeAsync(int wanted, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref waiting) == 0 && TryTake(wanted) is > 0 and var taken)
        {
            return new(taken);
        }

        var waiter = new Waiter(wanted);
        lock (gate)
        {
            line.Enqueue(waiter);

            // A full fence, as in Return: either room that is returned now is seen here, or the line is seen there.
            Interlocked.Increment(ref waiting);
            ServeLine();
        }

        return WaitAsync(waiter, cancellationToken);
    }

    public void Return(int items)
    {
        Interlocked.Add(ref free, items);
        if (Volatile.Read(ref waiting) > 0)
        {
            lock (gate)
            {
                ServeLine();
            }
        }
    }

    private static async ValueTask<int> WaitAsync(Waiter waiter, CancellationToken cancellationToken)
    {
        await using (cancellationToken.UnsafeRegister(static (state, token) => ((Waiter)state!).Taken.TrySetCanceled(token), waiter))
        {
            return await waiter.Taken.Task;
        }
    }

    private void ServeLine()
    {
        while (line.TryPeek(out var waiter) && TryTake(waiter.Wanted) is > 0 and var taken)
        {
            line.Dequeue();
            Interlocked.Decrement(ref waiting);
            if (!waiter.Taken.TrySetResult(taken))
            {
                // It has given up.
                Interlocked.Add(ref free, taken);
            }
        }
    }

    private int TryTake(int wanted)
    {
        var seen = Volatile.Read(ref free);
        while (seen > 0)
        {
            var taken = Math.Min(seen, wanted);
            var before = Interlocked.CompareExchange(ref free, seen - taken, seen);
            if (before == seen)
            {
                return taken;
            }

            seen = before;
        }

        return 0;
    }

    private sealed class Waiter(int wanted)
    {
        public int Wanted { get; } = wanted;

        public TaskCompletionSource<int> Taken { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
