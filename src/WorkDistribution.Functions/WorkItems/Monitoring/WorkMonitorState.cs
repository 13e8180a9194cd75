namespace WorkDistribution.Functions.WorkItems.Monitoring;

/// <summary>State of the entity <c>WorkMonitor</c>.</summary>
internal sealed class WorkMonitorState
{
    /// <summary>Processes that are remembered: those that reported last.</summary>
    public const int MaxWorkers = 64;

    /// <summary>When measuring began, in seconds since 1970; null before the first report.</summary>
    public long? Since { get; set; }

    /// <summary>The last fifteen minutes of all processes.</summary>
    public WorkTimeline Timeline { get; set; } = new();

    /// <summary>Each process that reported within fifteen minutes.</summary>
    public Dictionary<string, WorkerActivity> Workers { get; set; } = [];

    /// <summary>Adds a report.</summary>
    public void Add(WorkReport report, DateTimeOffset at)
    {
        var now = at.ToUnixTimeSeconds();
        Since ??= report.Buckets.Select(static bucket => bucket.Start).Append(now).Min();
        Timeline.Add(report.Buckets, now);
        if (!Workers.TryGetValue(report.Worker, out var worker))
        {
            Workers[report.Worker] = worker = new WorkerActivity();
        }

        worker.Add(report, at);
        var kept = Workers.Where(entry => entry.Value.ReportedAt > at.AddSeconds(-WorkTimeline.KeptSeconds)).ToList();
        if (kept.Count < Workers.Count || kept.Count > MaxWorkers)
        {
            Workers = new(kept.OrderByDescending(static entry => entry.Value.ReportedAt).Take(MaxWorkers));
        }
    }

    /// <summary>The end of the timeline, of that length or somewhat more.</summary>
    /// <param name="seconds">Length in seconds, from 5 to <see cref="WorkTimeline.KeptSeconds"/>.</param>
    /// <param name="at">The present time.</param>
    public WorkWindow Last(int seconds, DateTimeOffset at)
    {
        var now = at.ToUnixTimeMilliseconds() / 1000.0;
        return Timeline.Last(seconds, Since ?? (long)Math.Ceiling(now), now);
    }
}
