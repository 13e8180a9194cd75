using System.Threading.Channels;

namespace WorkDistribution.Functions.WorkItems.Lanes;

/// <summary>Requests for a session: taken until it closes, and each answered when the session has acted on it.</summary>
internal sealed class LaneInbox
{
    private readonly Lock _gate = new();
    private readonly Queue<(LaneRequest Request, TaskCompletionSource<bool> Served)> _waiting = [];
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private bool _closed;

    /// <summary>Asks the session.</summary>
    /// <returns>Whether it was served; false when the session ended before. Null when the session has ended already.</returns>
    public Task<bool>? TryAsk(LaneRequest request)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return null;
            }

            var served = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue((request, served));
            Wake();
            return served.Task;
        }
    }

    /// <summary>Takes the next request; the caller completes it.</summary>
    public bool TryTake(out (LaneRequest Request, TaskCompletionSource<bool> Served) next)
    {
        lock (_gate)
        {
            return _waiting.TryDequeue(out next);
        }
    }

    /// <summary>Takes no more requests.</summary>
    /// <param name="force">Also when some are waiting: they are for another session then.</param>
    /// <returns>False when some are waiting.</returns>
    public bool TryClose(bool force)
    {
        lock (_gate)
        {
            if (_waiting.Count > 0 && !force)
            {
                return false;
            }

            _closed = true;
            while (_waiting.TryDequeue(out var left))
            {
                left.Served.SetResult(false);
            }

            return true;
        }
    }

    /// <summary>Ends a wait.</summary>
    public void Wake() => _wakes.Writer.TryWrite(true);

    /// <summary>Waits until somebody asks or wakes, or for a time.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        if (longest > TimeSpan.Zero)
        {
            using var limit = new CancellationTokenSource(longest, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            await ((Task)_wakes.Reader.WaitToReadAsync(either.Token).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _wakes.Reader.TryRead(out _);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
