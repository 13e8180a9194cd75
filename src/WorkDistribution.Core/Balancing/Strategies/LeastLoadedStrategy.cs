namespace WorkDistribution.Core.Balancing;

/// <summary>The worker with the fewest items; of equal ones, each in turn.</summary>
public sealed class LeastLoadedStrategy : IBalancingStrategy
{
    private int first;

    /// <inheritdoc/>
    public int Choose(WorkRequest request, ReadOnlySpan<long> loads)
    {
        first = (first + 1) % loads.Length;
        var chosen = first;
        for (var i = 1; i < loads.Length; i++)
        {
            var worker = (first + i) % loads.Length;
            if (loads[worker] < loads[chosen])
            {
                chosen = worker;
            }
        }

        return chosen;
    }
}
