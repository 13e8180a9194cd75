using System.Globalization;
using WorkDistribution.Core.Partitioning;

namespace WorkDistribution.Core.Balancing;

/// <summary>
/// The worker that the key belongs to on a consistent hash ring, or the next one on the ring that is not full: no worker gets more than
/// a fixed multiple of the average (Mirrokni, Thorup and Zadimoghaddam, "Consistent Hashing with Bounded Loads", SODA 2018).
/// </summary>
public sealed class BoundedLoadStrategy : IBalancingStrategy
{
    private readonly ConsistentHashRing<int> ring;
    private readonly double bound;

    /// <summary>Makes a strategy.</summary>
    /// <param name="workers">Number of workers, from 1.</param>
    /// <param name="bound">Most that a worker may have, as a multiple of the average; above 1, default 1.25.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not kept.</exception>
    public BoundedLoadStrategy(int workers, double bound = 1.25)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(bound, 1);
        ring = new(Enumerable.Range(0, workers), static worker => worker.ToString(CultureInfo.InvariantCulture));
        this.bound = bound;
    }

    /// <inheritdoc/>
    public int Choose(WorkRequest request, ReadOnlySpan<long> loads)
    {
        if (loads.Length != ring.Nodes.Count)
        {
            throw new ArgumentException($"{loads.Length} loads for {ring.Nodes.Count} workers.", nameof(loads));
        }

        long total = 1;
        foreach (var load in loads)
        {
            total += load;
        }

        // The item counts, so there is always a worker below the limit.
        var limit = Math.Ceiling(bound * total / loads.Length);
        foreach (var worker in ring.Walk(request.Key))
        {
            if (loads[worker] < limit)
            {
                return worker;
            }
        }

        throw new InvalidOperationException("Every worker has more than the average, which cannot be.");
    }
}
