namespace WorkDistribution.Functions.WorkItems.Workers;

/// <summary>Shares out what this process may hold among its tickets, which claim side by side.</summary>
internal sealed class ClaimRoom
{
    private readonly Lock _gate = new();
    private readonly ClaimSize _size;
    private readonly RunningItems _running;
    private readonly TimeProvider _time;

    /// <summary>Items that tickets are about to claim.</summary>
    private int _claiming;

    /// <summary>Ends when there may be room; null while nobody waits.</summary>
    private TaskCompletionSource? _freed;

    public ClaimRoom(ClaimSize size, RunningItems running, TimeProvider time)
    {
        (_size, _running, _time) = (size, running, time);
        running.Removed += Wake;
    }

    /// <summary>Takes a share; null while this process holds all it may.</summary>
    public ClaimShare? TryTake()
    {
        lock (_gate)
        {
            var (size, isCut) = _size.Next(_running.Count() + _claiming);
            if (size == 0)
            {
                return null;
            }

            _claiming += size;
            return new ClaimShare(size, isCut, GiveBack);
        }
    }

    /// <summary>Waits for a share; null when there was none for so long.</summary>
    public async Task<ClaimShare?> TakeAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(longest, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        while (true)
        {
            // Asked for before the look, so that nothing is missed.
            var freed = Freed();
            if (TryTake() is { } share)
            {
                return share;
            }

            await freed.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            if (limit.IsCancellationRequested)
            {
                return null;
            }
        }
    }

    private Task Freed()
    {
        lock (_gate)
        {
            return (_freed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private void GiveBack(int size)
    {
        lock (_gate)
        {
            _claiming -= size;
        }

        Wake();
    }

    private void Wake() => Interlocked.Exchange(ref _freed, null)?.SetResult();
}
