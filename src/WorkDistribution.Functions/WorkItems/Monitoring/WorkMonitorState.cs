namespace WorkDistribution.Functions.WorkItems.Monitoring;

/// <summary>State of the entity <c>WorkMonitor</c>.</summary>
internal sealed class WorkMonitorState
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(10);

    /// <summary>Sums since the beginning, one entry a level.</summary>
    public List<LevelOutcomes> Levels { get; set; } = [];

    /// <summary>The last report of each process that reported within ten minutes.</summary>
    public Dictionary<string, WorkReport> Workers { get; set; } = [];

    /// <summary>Adds a report.</summary>
    public void Add(WorkReport report)
    {
        for (var level = 0; level < report.Levels.Count; level++)
        {
            if (level == Levels.Count)
            {
                Levels.Add(new LevelOutcomes());
            }

            Levels[level] += report.Levels[level];
        }

        Workers[report.Worker] = report;
        foreach (var gone in Workers.Where(worker => worker.Value.At < report.At - Forgotten).Select(static worker => worker.Key).ToList())
        {
            Workers.Remove(gone);
        }
    }
}
