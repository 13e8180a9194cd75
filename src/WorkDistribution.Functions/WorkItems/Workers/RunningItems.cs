using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using WorkDistribution.Functions.WorkItems.Items;

namespace WorkDistribution.Functions.WorkItems.Workers;

/// <summary>What this process has claimed and not recorded yet.</summary>
internal sealed class RunningItems
{
    private readonly ConcurrentDictionary<WorkItemId, RunningItem> _items = new();

    /// <summary>Raised when one was forgotten, by whoever forgot it.</summary>
    public event Action? Removed;

    /// <summary>All of them, as of now.</summary>
    public IEnumerable<RunningItem> All => _items.Values;

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _items.IsEmpty;

    /// <summary>How many there are.</summary>
    public int Count() => _items.Count;

    /// <summary>How many of a level there are.</summary>
    public int Count(int level) => _items.Keys.Count(id => id.Level == level);

    public void Add(RunningItem item) => _items[item.Item.Id] = item;

    public bool TryGet(WorkItemId id, [NotNullWhen(true)] out RunningItem? item) => _items.TryGetValue(id, out item);

    /// <summary>Forgets an item, if it is still that claim of it.</summary>
    public void Remove(RunningItem item)
    {
        if (_items.TryRemove(new KeyValuePair<WorkItemId, RunningItem>(item.Item.Id, item)))
        {
            Removed?.Invoke();
        }
    }

    /// <summary>Forgets an item of which an attempt was recorded, if that attempt is still the one here.</summary>
    public void Remove(WorkItem recorded)
    {
        if (_items.TryGetValue(recorded.Id, out var item) && item.Item.Attempt == recorded.Attempt)
        {
            Remove(item);
        }
    }
}
