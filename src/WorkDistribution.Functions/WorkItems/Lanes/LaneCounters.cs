namespace WorkDistribution.Functions.WorkItems.Lanes;

/// <summary>Counts what this process does about affinity lanes.</summary>
internal sealed class LaneCounters
{
    private long _attempts;
    private long _successes;
    private long _stolen;
    private long _movedLanes;
    private long _movedItems;

    /// <summary>The sums as of now.</summary>
    public LaneReport Report => new(
        Interlocked.Read(ref _attempts),
        Interlocked.Read(ref _successes),
        Interlocked.Read(ref _stolen),
        Interlocked.Read(ref _movedLanes),
        Interlocked.Read(ref _movedItems));

    /// <summary>Counts an attempt to steal.</summary>
    /// <param name="items">Items that it got, from 0.</param>
    public void TriedToSteal(int items)
    {
        Interlocked.Increment(ref _attempts);
        if (items > 0)
        {
            Interlocked.Increment(ref _successes);
            Interlocked.Add(ref _stolen, items);
        }
    }

    /// <summary>Counts a move of the rebalancer.</summary>
    /// <param name="lanes">Lanes that it gave away, from 0.</param>
    /// <param name="items">Items that it moved, from 0.</param>
    public void Moved(int lanes, long items)
    {
        Interlocked.Add(ref _movedLanes, lanes);
        Interlocked.Add(ref _movedItems, items);
    }
}
