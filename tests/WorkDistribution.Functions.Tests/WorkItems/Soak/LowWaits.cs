using WorkDistribution.Functions.WorkItems.Items;

namespace WorkDistribution.Functions.Tests.WorkItems.Soak;

/// <summary>
/// How long items of the lowest level waited for their first attempt, in time and in attempts that began meanwhile. The policy serves a
/// level as soon as it has less than its least share of all attempts; until a process knows that, others may begin.
/// </summary>
internal sealed class LowWaits
{
    /// <summary>A submission is reported within a second, and a process looks at the counters when what it knows is a second old.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(2);

    /// <summary>Items claimed together begin at about one time.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(20);

    private readonly double _share;
    private readonly long[] _begins;
    private readonly IReadOnlyList<(long Submitted, long Begun)> _low;
    private readonly TimeSpan _lag;

    /// <param name="items">All items, ended.</param>
    /// <param name="lowest">The level.</param>
    /// <param name="share">The part of the attempts that the level is to get at least.</param>
    public LowWaits(IReadOnlyList<WorkItem> items, int lowest, double share)
    {
        _share = share;
        var attempts = items.SelectMany(static item => item.History).ToList();
        _begins = [.. attempts.Select(static attempt => attempt.StartedAt!.Value.UtcTicks).Order()];
        _low = [.. items.Where(item => item.Id.Level == lowest).Select(static item => (item.CreatedAt.UtcTicks, item.History[0].StartedAt!.Value.UtcTicks))];

        // While a process works on what it has claimed it decides nothing.
        _lag = MaxAge + attempts.Where(static attempt => attempt.Result != WorkAttemptResults.LeaseExpired).Max(static attempt => attempt.EndedAt - attempt.StartedAt!.Value);
    }

    /// <summary>The longest wait.</summary>
    public TimeSpan Longest => new(_low.Max(static item => item.Begun - item.Submitted));

    /// <summary>Most attempts that began while one waited.</summary>
    public int MostBegunMeanwhile => _low.Max(item => CountBefore(item.Begun) - CountBefore(item.Submitted));

    /// <summary>Most attempts that began before the processes could know better.</summary>
    public int MostWithinLag => Enumerable.Range(0, _begins.Length).Max(i => CountBefore(_begins[i] + _lag.Ticks) - i);

    /// <summary>Attempts by which the item that came nearest to its bound stayed below it; negative when one waited longer than the policy allows.</summary>
    public double LeastMargin
    {
        get
        {
            var lag = MostWithinLag;
            return _low.Min(item => Math.Max(CountBefore(item.Submitted), CountLowBefore(item.Begun) / _share) + lag - CountBefore(item.Begun));
        }
    }

    private int CountLowBefore(long ticks) => _low.Count(item => item.Begun < ticks - Together.Ticks);

    private int CountBefore(long ticks)
    {
        var index = Array.BinarySearch(_begins, ticks);
        return index < 0 ? ~index : index;
    }
}
