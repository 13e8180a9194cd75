namespace WorkDistribution.Core.Balancing;

/// <summary>Chooses a worker for each item. Not safe for concurrent use: a dispatcher chooses for one item after the other.</summary>
public interface IBalancingStrategy
{
    /// <summary>Chooses the worker that gets an item.</summary>
    /// <param name="request">The item.</param>
    /// <param name="loads">Items that each worker has now, queued and running; the same number of workers every time, at least one.</param>
    /// <returns>Index of a worker in <paramref name="loads"/>.</returns>
    int Choose(WorkRequest request, ReadOnlySpan<long> loads);

    /// <summary>Notes what an item has cost. Strategies that learn nothing from it ignore it.</summary>
    /// <param name="request">The item, as it was when a worker was chosen for it.</param>
    /// <param name="worker">The worker that was chosen.</param>
    /// <param name="cost">Time that the item kept a worker busy.</param>
    void Ended(WorkRequest request, int worker, TimeSpan cost)
    {
    }
}
