using WorkDistribution.Functions.WorkItems.Items;

namespace WorkDistribution.Functions.Tests.WorkItems.Soak;

/// <summary>How long items of the lowest level waited for their first attempt, in time and in attempts that began before it.</summary>
internal sealed class LowWaits
{
    /// <summary>How far what a process knows may lie behind: its counters are a second old, and what it claims keeps it busy for a second.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(3);

    private readonly long[] _begins;
    private readonly IReadOnlyList<(long Submitted, long Begun)> _low;

    public LowWaits(IReadOnlyList<WorkItem> items, int lowest)
    {
        _begins = [.. items.SelectMany(static item => item.History).Select(static attempt => attempt.StartedAt!.Value.UtcTicks).Order()];
        _low = [.. items.Where(item => item.Id.Level == lowest).Select(static item => (item.CreatedAt.UtcTicks, item.History[0].StartedAt!.Value.UtcTicks))];
    }

    /// <summary>The longest wait.</summary>
    public TimeSpan Longest => new(_low.Max(static item => item.Begun - item.Submitted));

    /// <summary>Most attempts that began while one waited.</summary>
    public int MostBegunMeanwhile => _low.Max(BegunMeanwhile);

    /// <summary>Most attempts that began within what a process may lag behind.</summary>
    public int MostWithinLag => Enumerable.Range(0, _begins.Length).Max(i => CountUntil(_begins[i] + Lag.Ticks) - i);

    /// <summary>
    /// The least of <c>bound - wait</c> over all, in attempts: what the policy allows is one attempt in <c>1 / share</c> for each that waits, apart from
    /// what began before the processes could know of it. Negative when one waited longer than that.
    /// </summary>
    /// <param name="share">The part of the service that the level is to get at least.</param>
    public double LeastMargin(double share)
    {
        var lag = MostWithinLag;
        return _low.Min(item => lag + (Ahead(item) / share) - BegunMeanwhile(item));
    }

    private int Ahead((long Submitted, long Begun) item) => _low.Count(other => other.Begun > item.Submitted && other.Begun <= item.Begun);

    private int BegunMeanwhile((long Submitted, long Begun) item) => CountUntil(item.Begun) - CountUntil(item.Submitted);

    private int CountUntil(long ticks)
    {
        var index = Array.BinarySearch(_begins, ticks);
        return index < 0 ? ~index : index;
    }
}
