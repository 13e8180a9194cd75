namespace WorkDistribution.LocalRuntime.Engine.Activities;

/// <summary>The activities of one execution, which are cancelled together.</summary>
internal sealed class ActivityGroup(long execution)
{
    private CancellationTokenSource? _cancellation;
    private readonly Lock _gate = new();
    private bool _cancelled;
    private bool _ended;
    private int _open;

    public long Execution { get; } = execution;

    public bool IsCancelled => Volatile.Read(ref _cancelled);

    public CancellationToken Token
    {
        get
        {
            var source = Volatile.Read(ref _cancellation);
            if (source is null)
            {
                source = new CancellationTokenSource();
                source = Interlocked.CompareExchange(ref _cancellation, source, null) ?? source;
                if (IsCancelled)
                {
                    source.Cancel();
                }
            }

            return source.Token;
        }
    }

    /// <summary>Adds activities; false if the last one has ended and the group with it.</summary>
    public bool TryAdd(int activities)
    {
        lock (_gate)
        {
            _open += _ended ? 0 : activities;
            return !_ended;
        }
    }

    public bool LeaveAndWasLast()
    {
        lock (_gate)
        {
            _ended = --_open == 0;
            return _ended;
        }
    }

    public void Cancel()
    {
        Volatile.Write(ref _cancelled, true);
        Volatile.Read(ref _cancellation)?.Cancel();
    }
}
