namespace WorkDistribution.Core.Scheduling;

/// <summary>
/// Strict priority that starves no level: the most urgent level with work comes first, unless a level with work got less than a
/// tenth of the service it is expected to get.
/// </summary>
/// <remarks>
/// Expected and actual service are both shares among the levels that have work now; what others got before does not count. Of
/// several starving levels the one that got least of its expected share comes first, so that they cannot starve each other. It
/// follows that under any flood each level with work gets about a tenth of its expected share, and what is left goes by strict order.
/// </remarks>
public sealed class PriorityPolicy
{
    private readonly PriorityLevel[] levels;
    private readonly double starvation;

    /// <summary>Makes a policy.</summary>
    /// <param name="levels">The levels, most urgent first; from 1 to 16.</param>
    /// <param name="starvation">Part of its expected share below which a level starves: above 0, at most 1; default 0.1.</param>
    /// <exception cref="ArgumentException">A name is empty or there twice, or a bound is not kept.</exception>
    public PriorityPolicy(IEnumerable<PriorityLevel> levels, double starvation = 0.1)
    {
        this.levels = [.. levels];
        if (this.levels.Length is 0 or > 16)
        {
            throw new ArgumentException($"A policy has 1 to 16 levels, not {this.levels.Length}.", nameof(levels));
        }

        foreach (var level in this.levels)
        {
            if (string.IsNullOrWhiteSpace(level.Name) || !(level.Share > 0) || !double.IsFinite(level.Share))
            {
                throw new ArgumentException($"Level '{level.Name}' with share {level.Share}: needs a name and a share above 0.", nameof(levels));
            }
        }

        if (this.levels.DistinctBy(static level => level.Name, StringComparer.OrdinalIgnoreCase).Count() < this.levels.Length)
        {
            throw new ArgumentException("Two levels have the same name.", nameof(levels));
        }

        if (!(starvation > 0 && starvation <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(starvation), starvation, "Must be above 0 and at most 1.");
        }

        this.starvation = starvation;
    }

    /// <summary>The levels, most urgent first.</summary>
    public IReadOnlyList<PriorityLevel> Levels => levels;

    /// <summary>Decides which level to serve next.</summary>
    /// <param name="loads">One entry a level, in the order of <see cref="Levels"/>.</param>
    /// <exception cref="ArgumentException">The number of entries is not that of the levels.</exception>
    public PriorityOrder Order(ReadOnlySpan<LevelLoad> loads)
    {
        if (loads.Length != levels.Length)
        {
            throw new ArgumentException($"{loads.Length} loads for {levels.Length} levels.", nameof(loads));
        }

        var starving = MostStarving(loads);
        var order = new List<int>(loads.Length);
        if (starving >= 0)
        {
            order.Add(starving);
        }

        foreach (var withWork in (ReadOnlySpan<bool>)[true, false])
        {
            for (var level = 0; level < loads.Length; level++)
            {
                if (level != starving && loads[level].Waiting > 0 == withWork)
                {
                    order.Add(level);
                }
            }
        }

        return new PriorityOrder(order, IsForced: starving >= 0 && HasWorkBefore(loads, starving));
    }

    /// <summary>The level furthest below the limit, or -1.</summary>
    private int MostStarving(ReadOnlySpan<LevelLoad> loads)
    {
        double shares = 0, served = 0;
        for (var level = 0; level < loads.Length; level++)
        {
            if (loads[level].Waiting > 0)
            {
                shares += levels[level].Share;
                served += loads[level].RecentlyServed;
            }
        }

        var starving = -1;
        var least = starvation;
        for (var level = 0; level < loads.Length; level++)
        {
            // Without any service so far nothing was kept from anybody.
            if (loads[level].Waiting > 0 && served > 0)
            {
                var actual = loads[level].RecentlyServed / served;
                var expected = levels[level].Share / shares;
                if (actual / expected < least)
                {
                    (starving, least) = (level, actual / expected);
                }
            }
        }

        return starving;
    }

    private static bool HasWorkBefore(ReadOnlySpan<LevelLoad> loads, int level)
    {
        foreach (var load in loads[..level])
        {
            if (load.Waiting > 0)
            {
                return true;
            }
        }

        return false;
    }
}
