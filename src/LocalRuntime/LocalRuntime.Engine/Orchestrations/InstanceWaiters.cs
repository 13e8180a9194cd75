using System.Collections.Concurrent;
using WorkDistribution.LocalRuntime.Engine.Storage;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>Clients that wait for an instance to start or to end; they are woken by commits, never by polling.</summary>
internal sealed class InstanceWaiters
{
    private readonly ConcurrentDictionary<string, List<(Func<InstanceRow, bool> Until, TaskCompletionSource<InstanceRow> Found)>> _waiters =
        new(StringComparer.Ordinal);

    public bool IsEmpty => _waiters.IsEmpty;

    /// <summary>
    /// Gives what completes with the first committed row that satisfies the condition, until it is removed. Add it before
    /// looking at the store.
    /// </summary>
    public TaskCompletionSource<InstanceRow> Add(string instanceId, Func<InstanceRow, bool> until)
    {
        var found = new TaskCompletionSource<InstanceRow>(TaskCreationOptions.RunContinuationsAsynchronously);
        while (true)
        {
            var list = _waiters.GetOrAdd(instanceId, static _ => []);
            lock (list)
            {
                // Otherwise the list was retired between the two lines above.
                if (_waiters.TryGetValue(instanceId, out var current) && ReferenceEquals(current, list))
                {
                    list.Add((until, found));
                    return found;
                }
            }
        }
    }

    public void Remove(string instanceId, TaskCompletionSource<InstanceRow> wait) => Remove(instanceId, entry => entry.Found == wait);

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
