namespace WorkDistribution.Core.Balancing;

/// <summary>Room for items in a pool; who asks for more than there is waits in line.</summary>
internal sealed class PoolRoom(int capacity)
{
    private readonly Lock gate = new();
    private readonly Queue<Waiter> line = new();
    private int free = capacity;

    /// <summary>Takes room for at least one item and at most <paramref name="wanted"/>.</summary>
    public ValueTask<int> TakeAsync(int wanted, CancellationToken cancellationToken)
    {
        Waiter waiter;
        lock (gate)
        {
            if (free > 0 && line.Count == 0)
            {
                var taken = Math.Min(free, wanted);
                free -= taken;
                return new(taken);
            }

            waiter = new Waiter(wanted);
            line.Enqueue(waiter);
        }

        return WaitAsync(waiter, cancellationToken);
    }

    public void Return(int items)
    {
        lock (gate)
        {
            free += items;
            while (free > 0 && line.TryDequeue(out var waiter))
            {
                var taken = Math.Min(free, waiter.Wanted);
                if (waiter.Taken.TrySetResult(taken))
                {
                    free -= taken;
                }
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

    private sealed class Waiter(int wanted)
    {
        public int Wanted { get; } = wanted;

        public TaskCompletionSource<int> Taken { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
