using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Recovery;

namespace WorkDistribution.Functions.WorkItems.Http;

/// <summary>The counters as clients read them.</summary>
/// <param name="Levels">The levels, most urgent first.</param>
/// <param name="Depth">Unfinished items of all levels.</param>
/// <param name="MaxDepth">Depth from which submissions are refused.</param>
/// <param name="DrainPerSecond">Items that ended of late, a second.</param>
/// <param name="Detection">What the detector did last; null before its first run.</param>
internal sealed record PrioritiesView(
    IReadOnlyList<PriorityLevelView> Levels, long Depth, int MaxDepth, double DrainPerSecond, DetectorReport? Detection)
{
    /// <summary>Puts the view together.</summary>
    public static PrioritiesView From(PriorityState state, PriorityBoard board, WorkLevels levels, int maxDepth, DateTimeOffset now)
    {
        var shares = levels.Policy.Levels.Sum(static level => level.Share);
        var recent = Enumerable.Range(0, levels.Count).Sum(level => state.Of(level).RecentlyServed);
        return new PrioritiesView(
            [.. levels.Policy.Levels.Select((level, i) => View(level.Name, level.Share / shares, state.Of(i), recent, now))],
            board.Depth,
            maxDepth,
            Math.Round(board.DrainRate, 2),
            state.Detection);
    }

    private static PriorityLevelView View(string name, double expected, LevelCounters counters, double recent, DateTimeOffset now) => new(
        name,
        Math.Round(expected, 4),
        recent > 0 ? Math.Round(counters.RecentlyServed / recent, 4) : 0,
        Math.Max(0, counters.Depth),
        counters.Served,
        counters.Finished,
        counters.Forced,
        counters.Served > 0 ? Math.Round(counters.WaitedMs / counters.Served, 1) : 0,
        Math.Round(counters.LongestWaitMs, 1),
        counters.OldestWaitMs(now));
}
