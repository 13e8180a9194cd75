namespace WorkDistribution.Core.Batching;

/// <summary>
/// The share of time that goes into coordination (claiming, leasing, recording) instead of work, and the least work a batch must hold to
/// keep that share small.
/// </summary>
/// <remarks>A batch of n items takes overhead + n × time an item, of which the overhead is the tax.</remarks>
public static class CoordinationTax
{
    /// <summary>The tax of a batch.</summary>
    /// <param name="items">Items in it, from 1.</param>
    /// <param name="perItem">Work of an item, from 0.</param>
    /// <param name="overhead">Coordination of the batch, from 0.</param>
    /// <returns>From 0 to 1; 0 when neither takes time.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not kept.</exception>
    public static double Of(int items, TimeSpan perItem, TimeSpan overhead)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(perItem, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(overhead, TimeSpan.Zero);
        return overhead == TimeSpan.Zero ? 0 : overhead.Ticks / (overhead.Ticks + ((double)items * perItem.Ticks));
    }

    /// <summary>The smallest batch whose tax is not above a limit: overhead × (1 − limit) / (limit × time an item), rounded up.</summary>
    /// <param name="perItem">Work of an item, from 0.</param>
    /// <param name="overhead">Coordination of a batch, from 0.</param>
    /// <param name="limit">Largest tax, above 0 and below 1.</param>
    /// <returns>From 1; <see cref="int.MaxValue"/> when no batch is large enough, because the items take no time or almost none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not kept.</exception>
    public static int SmallestBatch(TimeSpan perItem, TimeSpan overhead, double limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(perItem, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(overhead, TimeSpan.Zero);
        if (!(limit is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(limit), limit, "Must be above 0 and below 1.");
        }

        if (overhead == TimeSpan.Zero)
        {
            return 1;
        }

        // In floating point, where what is too large becomes infinite instead of negative.
        var items = Math.Ceiling(overhead.Ticks * (1 - limit) / (limit * perItem.Ticks));
        return items < int.MaxValue ? Math.Max(1, (int)items) : int.MaxValue;
    }
}
