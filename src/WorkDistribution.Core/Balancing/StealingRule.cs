namespace WorkDistribution.Core.Balancing;

/// <summary>How much an idle worker takes from another: half of what the other has above a threshold.</summary>
/// <remarks>For work that is stolen many items at a time; <see cref="WorkStealingPool"/> steals by halving ranges instead.</remarks>
public static class StealingRule
{
    /// <summary>Items to steal: <c>(load - threshold) / 2</c>, rounded down; 0 at or below the threshold.</summary>
    /// <param name="load">Items that the victim has, from 0.</param>
    /// <param name="threshold">Items that are left to it in any case, from 0.</param>
    public static long ItemsToSteal(long load, long threshold)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(load);
        ArgumentOutOfRangeException.ThrowIfNegative(threshold);
        return Math.Max(0, load - threshold) / 2;
    }

    /// <summary>The worker to steal from, the most loaded one; -1 when nobody has enough above the threshold.</summary>
    /// <param name="loads">Items of each worker.</param>
    /// <param name="threshold">Items that are left to a victim in any case, from 0.</param>
    public static int Victim(ReadOnlySpan<long> loads, long threshold)
    {
        var victim = -1;
        for (var worker = 0; worker < loads.Length; worker++)
        {
            if (ItemsToSteal(loads[worker], threshold) > 0 && (victim < 0 || loads[worker] > loads[victim]))
            {
                victim = worker;
            }
        }

        return victim;
    }
}
