using System.Collections.Concurrent;
using WorkDistribution.LocalRuntime.Engine.Storage;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>Clients that wait for an instance to start or to end; they are woken by commits, never by polling.</summary>
internal sealed class InstanceWaiters
{
    private readonly ConcurrentDictionary<string, List<(Func<InstanceRow, bool> Until, TaskCompletionSource<InstanceRow> Found)>> _waiters =
        new(StringComparer.Ordinal);

    /// <summary>Completes with the first committed row that satisfies the condition. Register before looking at the store.</summary>
    public Task<InstanceRow> WaitAsync(string instanceId, Func<InstanceRow, bool> until, CancellationToken cancellationToken)
    {
        var found = new TaskCompletionSource<InstanceRow>(TaskCreationOptions.RunContinuationsAsynchronously);
        var list = _waiters.GetOrAdd(instanceId, static _ => []);
        lock (list)
        {
            if (!_waiters.TryGetValue(instanceId, out var current) || !ReferenceEquals(current, list))
            {
                // The list was retired between the two lines above.
                return WaitAsync(instanceId, until, cancellationToken);
            }

            list.Add((until, found));
        }

        return cancellationToken.CanBeCanceled ? WaitCancellableAsync(instanceId, found, cancellationToken) : found.Task;
    }

    public void Forget(string instanceId, Task<InstanceRow> wait) => Remove(instanceId, entry => entry.Found.Task == wait);

    public void Changed(InstanceRow row)
    {
        if (_waiters.IsEmpty || !_waiters.ContainsKey(row.Id))
        {
            return;
        }

        foreach (var (_, found) in Remove(row.Id, entry => entry.Until(row)))
        {
            found.TrySetResult(row);
        }
    }

    public void FailAll(Exception exception)
    {
        foreach (var id in _waiters.Keys)
        {
            foreach (var (_, found) in Remove(id, static _ => true))
            {
                found.TrySetException(exception);
            }
        }
    }

    private async Task<InstanceRow> WaitCancellableAsync(
        string instanceId, TaskCompletionSource<InstanceRow> found, CancellationToken cancellationToken)
    {
        try
        {
            return await found.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Remove(instanceId, entry => entry.Found == found);
            throw;
        }
    }

    private List<(Func<InstanceRow, bool> Until, TaskCompletionSource<InstanceRow> Found)> Remove(
        string instanceId, Predicate<(Func<InstanceRow, bool> Until, TaskCompletionSource<InstanceRow> Found)> which)
    {
        if (!_waiters.TryGetValue(instanceId, out var list))
        {
            return [];
        }

        lock (list)
        {
            var removed = list.FindAll(which);
            list.RemoveAll(which);
            if (list.Count == 0)
            {
                _waiters.TryRemove(new KeyValuePair<string, List<(Func<InstanceRow, bool>, TaskCompletionSource<InstanceRow>)>>(instanceId, list));
            }

            return removed;
        }
    }
}
