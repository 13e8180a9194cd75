namespace WorkDistribution.Functions.WorkItems.Priorities;

/// <summary>What happened at one level since the last report.</summary>
internal sealed record LevelReport
{
    /// <summary>Items submitted or re-driven.</summary>
    public long Submitted { get; init; }

    /// <summary>Items that ended for good.</summary>
    public long Finished { get; init; }

    /// <summary>Attempts begun.</summary>
    public long Served { get; init; }

    /// <summary>Batches served ahead of a more urgent level.</summary>
    public long Forced { get; init; }

    /// <summary>Sum of the times that the items served had waited since they could be claimed, in milliseconds.</summary>
    public double WaitedMs { get; init; }

    /// <summary>The longest of these waits, in milliseconds.</summary>
    public double LongestWaitMs { get; init; }

    /// <summary>Both reports in one.</summary>
    public static LevelReport operator +(LevelReport a, LevelReport b) => new()
    {
        Submitted = a.Submitted + b.Submitted,
        Finished = a.Finished + b.Finished,
        Served = a.Served + b.Served,
        Forced = a.Forced + b.Forced,
        WaitedMs = a.WaitedMs + b.WaitedMs,
        LongestWaitMs = Math.Max(a.LongestWaitMs, b.LongestWaitMs),
    };
}
