namespace WorkDistribution.Functions.WorkItems.Monitoring;

/// <summary>What is known of a process that reported of late.</summary>
internal sealed class WorkerActivity
{
    /// <summary>When it reported last.</summary>
    public DateTimeOffset ReportedAt { get; set; }

    /// <summary>How much it took on then.</summary>
    public WorkerSize Size { get; set; } = new(default, 0, 0, []);

    /// <summary>How long its workers were busy, in milliseconds, summed; by the start of the bucket.</summary>
    public SortedDictionary<long, double> BusyMs { get; set; } = [];

    /// <summary>Adds a report.</summary>
    public void Add(WorkReport report, DateTimeOffset at)
    {
        var now = at.ToUnixTimeSeconds();
        var busy = new SortedDictionary<long, double>();
        foreach (var (second, ms) in BusyMs.Concat(report.Buckets.Where(static bucket => bucket.BusyMs > 0).Select(static bucket => KeyValuePair.Create(bucket.Start, bucket.BusyMs))))
        {
            if (second > now - WorkTimeline.KeptSeconds)
            {
                var start = WorkTimeline.StartOf(second, now);
                busy[start] = Math.Round(busy.GetValueOrDefault(start) + ms, 1);
            }
        }

        (ReportedAt, Size, BusyMs) = (at, report.Size, busy);
    }

    /// <summary>How long it was busy in a window, in milliseconds.</summary>
    public double BusyWithin(WorkWindow window) => BusyMs.Where(entry => entry.Key >= window.From).Sum(static entry => entry.Value);

    /// <summary>
    /// How long it could have been busy in a window, in milliseconds: from its start to the end of the window if it reported within, since
    /// one that is idle says nothing; else nothing, since it may be gone.
    /// </summary>
    public double CapacityWithin(WorkWindow window)
    {
        var reported = ReportedAt.ToUnixTimeMilliseconds() / 1000.0;
        var from = Math.Max(window.From, Size.StartedAt.ToUnixTimeMilliseconds() / 1000.0);
        return reported < window.From ? 0 : Math.Max(0, window.From + window.Seconds - from) * 1000 * Size.Threads;
    }
}
