namespace WorkDistribution.Core.Balancing;

/// <summary>One after the other, whatever they have to do.</summary>
public sealed class RoundRobinStrategy : IBalancingStrategy
{
    private int next;

    /// <inheritdoc/>
    public int Choose(WorkRequest request, ReadOnlySpan<long> loads)
    {
        var worker = next % loads.Length;
        next = worker + 1;
        return worker;
    }
}
