namespace WorkDistribution.Core.Balancing;

/// <summary>
/// Of two workers drawn at random the one with fewer items: nearly as even as the least loaded of all, for two looks (Mitzenmacher,
/// "The Power of Two Choices in Randomized Load Balancing", 2001), and no herd runs to one worker when loads are out of date.
/// </summary>
/// <param name="random">Where the draws come from.</param>
public sealed class PowerOfTwoChoicesStrategy(Random random) : IBalancingStrategy
{
    /// <inheritdoc/>
    public int Choose(WorkRequest request, ReadOnlySpan<long> loads)
    {
        if (loads.Length == 1)
        {
            return 0;
        }

        var one = random.Next(loads.Length);
        var other = random.Next(loads.Length - 1);
        other += other >= one ? 1 : 0;
        return loads[other] < loads[one] ? other : one;
    }
}
