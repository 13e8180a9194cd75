namespace WorkDistribution.Core.Balancing;

/// <summary>Plans which items to move between workers, given how many each has.</summary>
/// <remarks>
/// The rule: while a worker has more than 1.5 times the average and another less than half of it, 30 % of the most loaded goes to the
/// least loaded. In one plan a worker that gets does not give, so that no item moves twice; what is left is for the next plan, made
/// from fresh loads. A move never makes the greatest load greater nor the least one less, and plans made one after the other come to
/// an end.
/// </remarks>
public sealed class LoadRebalancer
{
    private readonly double overloaded;
    private readonly double underloaded;
    private readonly double moved;

    /// <summary>Makes a rebalancer.</summary>
    /// <param name="overloaded">Multiple of the average above which a worker is overloaded; above 1, default 1.5.</param>
    /// <param name="underloaded">Multiple of the average below which it is underloaded; above 0 and below 1, default 0.5.</param>
    /// <param name="moved">
    /// Part of its load that the most loaded gives at a time; above 0, default 0.3. At most 1 - underloaded/overloaded: with more, the
    /// two workers could change roles for ever.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not kept.</exception>
    public LoadRebalancer(double overloaded = 1.5, double underloaded = 0.5, double moved = 0.3)
    {
        Check(overloaded > 1, overloaded, nameof(overloaded));
        Check(underloaded is > 0 and < 1, underloaded, nameof(underloaded));
        Check(moved > 0 && moved <= 1 - (underloaded / overloaded), moved, nameof(moved));
        (this.overloaded, this.underloaded, this.moved) = (overloaded, underloaded, moved);
    }

    /// <summary>Plans the moves of one round.</summary>
    /// <param name="loads">Items of each worker, from 0.</param>
    /// <returns>The moves in their order; empty when none is called for.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A load is negative.</exception>
    public IReadOnlyList<LoadMove> Plan(IReadOnlyList<long> loads)
    {
        var left = loads.ToArray();
        var moves = new List<LoadMove>();
        if (left.Length == 0)
        {
            return moves;
        }

        ArgumentOutOfRangeException.ThrowIfNegative(left.Min(), nameof(loads));
        var average = left.Average();
        var gets = new bool[left.Length];
        while (true)
        {
            int most = -1, least = -1;
            for (var worker = 0; worker < left.Length; worker++)
            {
                if (!gets[worker])
                {
                    most = most < 0 || left[worker] > left[most] ? worker : most;
                    least = least < 0 || left[worker] < left[least] ? worker : least;
                }
            }

            if (most < 0 || left[most] <= overloaded * average || left[least] >= underloaded * average)
            {
                return moves;
            }

            var items = (long)(left[most] * moved);
            if (items == 0)
            {
                return moves;
            }

            left[most] -= items;
            left[least] += items;
            gets[least] = true;
            moves.Add(new(most, least, items));
        }
    }

    private static void Check(bool holds, double value, string name)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name, value, "Out of range.");
        }
    }
}
