namespace WorkDistribution.Core.Pipelines;

/// <summary>Items that wait in front of a stage: taken as they came, or in their order with none left out.</summary>
/// <param name="dropped">Items that will never come; null to take as they came.</param>
internal sealed class ReadyItems(IReadOnlySet<int>? dropped)
{
    private readonly Queue<int> _arrived = new();
    private readonly HashSet<int> _waiting = [];
    private int _next;

    public int Count => _arrived.Count + _waiting.Count;

    public void Add(int item)
    {
        if (dropped is null)
        {
            _arrived.Enqueue(item);
        }
        else
        {
            _waiting.Add(item);
        }
    }

    /// <summary>Items that can be taken now, counted up to a bound.</summary>
    public int CountTakeable(int bound)
    {
        if (dropped is null)
        {
            return Math.Min(bound, _arrived.Count);
        }

        var count = 0;
        for (var item = _next; count < bound && (_waiting.Contains(item) || dropped.Contains(item)); item++)
        {
            count += _waiting.Contains(item) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Takes the next item; <see cref="CountTakeable"/> must have told that there is one.</summary>
    public int Take()
    {
        if (dropped is null)
        {
            return _arrived.Dequeue();
        }

        while (!_waiting.Remove(_next))
        {
            _next++;
        }

        return _next++;
    }
}
