namespace WorkDistribution.LocalRuntime.Host.Http;

/// <summary>Counts the requests that functions work on, so that a stopping host can wait for them.</summary>
internal sealed class InFlightRequests
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _idle;
    private int _count;

    public Entry Enter()
    {
        lock (_gate)
        {
            _count++;
        }

        return new Entry(this);
    }

    /// <summary>Ends when no request runs, or throws when the token is cancelled.</summary>
    public Task WaitForIdleAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_count == 0)
            {
                return Task.CompletedTask;
            }

            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task.WaitAsync(cancellationToken);
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_count == 0)
            {
                _idle?.TrySetResult();
                _idle = null;
            }
        }
    }

    internal readonly struct Entry(InFlightRequests owner) : IDisposable
    {
        public void Dispose() => owner.Leave();
    }
}
