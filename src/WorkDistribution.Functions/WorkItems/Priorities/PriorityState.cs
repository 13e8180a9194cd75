using WorkDistribution.Functions.WorkItems.Recovery;

namespace WorkDistribution.Functions.WorkItems.Priorities;

/// <summary>State of the entity <c>PriorityCounters</c>.</summary>
internal sealed class PriorityState
{
    private const double HalfLifeSeconds = 60;

    /// <summary>One entry a level, most urgent first; as many as were reported.</summary>
    public List<LevelCounters> Levels { get; set; } = [];

    /// <summary>When <see cref="LevelCounters.RecentlyServed"/> was last brought up to date.</summary>
    public DateTimeOffset? UpdatedAt { get; set; }

    /// <summary>What the detector did last; null before its first run.</summary>
    public DetectorReport? Detection { get; set; }

    /// <summary>Counters of a level; zeros if it was never reported.</summary>
    public LevelCounters Of(int level) => level < Levels.Count ? Levels[level] : new LevelCounters();

    /// <summary>Adds reports, one a level.</summary>
    public void Add(IReadOnlyList<LevelReport> reports, DateTimeOffset now)
    {
        Grow(reports.Count);
        var kept = UpdatedAt is { } before ? Math.Pow(0.5, Math.Max(0, (now - before).TotalSeconds) / HalfLifeSeconds) : 1;
        for (var level = 0; level < Levels.Count; level++)
        {
            var decayed = Levels[level] with { RecentlyServed = Levels[level].RecentlyServed * kept };
            Levels[level] = level < reports.Count ? decayed.Add(reports[level]) : decayed;
        }

        UpdatedAt = now;
    }

    /// <summary>Takes over what the detector counted.</summary>
    public void Take(DetectorReport report)
    {
        Grow(report.Levels.Count);
        for (var level = 0; level < report.Levels.Count; level++)
        {
            Levels[level] = Levels[level] with { Depth = report.Levels[level].Depth, OldestDue = report.Levels[level].OldestDue };
        }

        Detection = report;
    }

    /// <summary>Whether a report would change nothing but its time: nothing was done, now or before, and the counts are these.</summary>
    public bool Says(DetectorReport report) =>
        Detection is { } last
        && last with { At = report.At, Levels = report.Levels } == report
        && report is { Expired: 0, Finished: 0, Tickets: 0 }
        && last.Levels.SequenceEqual(report.Levels)
        && report.Levels.Index().All(level => Of(level.Index).Depth == level.Item.Depth && Of(level.Index).OldestDue == level.Item.OldestDue);

    private void Grow(int count)
    {
        while (Levels.Count < count)
        {
            Levels.Add(new LevelCounters());
        }
    }
}
