using WorkDistribution.Functions.ObjectStore;
using WorkDistribution.Functions.Pipelines.Storage;

namespace WorkDistribution.Functions.Pipelines.Activities;

/// <summary>Cancels an attempt when its time is up, or when the pipeline was stopped, which it asks the object store about every second.</summary>
internal sealed class AttemptLimit : IAsyncDisposable
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _stopped = new();
    private readonly CancellationTokenSource _ended;
    private readonly CancellationTokenSource _either;
    private readonly Task _watching;

    public AttemptLimit(IObjectStore store, PipelineLayout layout, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        _timeout = new CancellationTokenSource(timeout, time);
        _ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token, _stopped.Token, cancellationToken);
        _watching = WatchAsync(store, layout, time);
    }

    /// <summary>Cancelled in either case.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>Whether the time was up.</summary>
    public bool TimedOut => _timeout.IsCancellationRequested;

    /// <summary>Whether the pipeline was stopped.</summary>
    public bool Stopped => _stopped.IsCancellationRequested;

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _watching;
        _either.Dispose();
        _ended.Dispose();
        _stopped.Dispose();
        _timeout.Dispose();
    }

    private async Task WatchAsync(IObjectStore store, PipelineLayout layout, TimeProvider time)
    {
        using var timer = new PeriodicTimer(WatchInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_ended.Token))
            {
                if (!await store.ExistsAsync(layout.Order, _ended.Token))
                {
                    await _stopped.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // The attempt ended before the pipeline did.
        }
    }
}
