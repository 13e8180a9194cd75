using System.Collections.Concurrent;

namespace WorkDistribution.LocalRuntime.Host.Queues;

/// <summary>
/// Tells a listener in this process that a message was just added to its queue by this process, so that it need not wait for its
/// next look. Purely a shortcut: messages from elsewhere are found by polling.
/// </summary>
internal sealed class QueueSignals
{
    private readonly ConcurrentDictionary<Uri, SemaphoreSlim> _signals = new();

    public void MessageAdded(Uri queue)
    {
        if (_signals.TryGetValue(queue, out var signal) && signal.CurrentCount == 0)
        {
            signal.Release();
        }
    }

    /// <summary>Waits for a message or for <paramref name="delay"/>; true when a message was announced.</summary>
    public async Task<bool> WaitAsync(Uri queue, TimeSpan delay, TimeProvider time, CancellationToken cancellationToken)
    {
        var signal = _signals.GetOrAdd(queue, _ => new SemaphoreSlim(0));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var announced = signal.WaitAsync(limit.Token);
        var elapsed = Task.Delay(delay, time, limit.Token);
        var first = await Task.WhenAny(announced, elapsed);
        await limit.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return first == announced;
    }
}
