using WorkDistribution.Functions.WorkItems.Items;

namespace WorkDistribution.Functions.WorkItems.Workers;

/// <summary>A claimed item in this process.</summary>
internal sealed class RunningItem(WorkItem item, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly Lock _gate = new();
    private WorkItem _item = item;
    private StopReason _stop;
    private DateTimeOffset? _stopRequestedAt;
    private bool _disposed;
    private bool _hasBackup;

    /// <summary>The item in the version that this process wrote last.</summary>
    public WorkItem Item
    {
        get => Volatile.Read(ref _item);
        set => Volatile.Write(ref _item, value);
    }

    /// <summary>How long the handler took; zero until it ended.</summary>
    public TimeSpan Duration { get; set; }

    /// <summary>The item as it was recorded when the attempt had ended; null before, or when it was not.</summary>
    public WorkItem? Recorded { get; set; }

    /// <summary>Whether a backup of the attempt was asked for, which may be first.</summary>
    public bool HasBackup
    {
        get => Volatile.Read(ref _hasBackup);
        set => Volatile.Write(ref _hasBackup, value);
    }

    /// <summary>Why the attempt was told to stop.</summary>
    public StopReason Stop
    {
        get
        {
            lock (_gate)
            {
                return _stop;
            }
        }
    }

    /// <summary>When the attempt was told to stop; null if it was not.</summary>
    public DateTimeOffset? StopRequestedAt
    {
        get
        {
            lock (_gate)
            {
                return _stopRequestedAt;
            }
        }
    }

    /// <summary>Cancelled when the attempt is to stop.</summary>
    public CancellationToken Token => _cancellation.Token;

    /// <summary>Tells the attempt to stop. The first reason counts.</summary>
    public void RequestStop(StopReason reason)
    {
        lock (_gate)
        {
            if (_stop == StopReason.None && !_disposed)
            {
                _stop = reason;
                _stopRequestedAt = time.GetUtcNow();

                // Handlers react on other threads, not under this lock.
                _ = _cancellation.CancelAsync();
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _cancellation.Dispose();
        }
    }
}
