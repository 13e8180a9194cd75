namespace WorkDistribution.Functions.WorkItems.Priorities;

/// <summary>Counters of one level.</summary>
internal sealed record LevelCounters
{
    /// <summary>Unfinished items. Below 0 for a moment when an end was reported before the beginning.</summary>
    public long Depth { get; init; }

    /// <summary>Items that ended for good.</summary>
    public long Finished { get; init; }

    /// <summary>Attempts begun.</summary>
    public long Served { get; init; }

    /// <summary>Attempts begun of late: each counts half after a minute.</summary>
    public double RecentlyServed { get; init; }

    /// <summary>Batches served ahead of a more urgent level, because this one was starving.</summary>
    public long Forced { get; init; }

    /// <summary>Sum of the waits of the items served, in milliseconds.</summary>
    public double WaitedMs { get; init; }

    /// <summary>The longest wait of an item served, in milliseconds.</summary>
    public double LongestWaitMs { get; init; }

    /// <summary>Since when the oldest item that could be served was waiting, at the last count; null if none was.</summary>
    public DateTimeOffset? OldestDue { get; init; }

    /// <summary>How long the oldest item has waited that could be served at the last count, in milliseconds; null if none could.</summary>
    public double? OldestWaitMs(DateTimeOffset now) => OldestDue is { } oldest ? Math.Max(0, Math.Round((now - oldest).TotalMilliseconds)) : null;

    /// <summary>The counters after a report.</summary>
    public LevelCounters Add(LevelReport report) => this with
    {
        Depth = Depth + report.Submitted - report.Finished,
        Finished = Finished + report.Finished,
        Served = Served + report.Served,
        RecentlyServed = RecentlyServed + report.Served,
        Forced = Forced + report.Forced,
        WaitedMs = WaitedMs + report.WaitedMs,
        LongestWaitMs = Math.Max(LongestWaitMs, report.LongestWaitMs),
    };
}
