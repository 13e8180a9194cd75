namespace WorkDistribution.Core.Speculation;

/// <summary>
/// When a slow attempt gets a backup: once three quarters of the tasks are done, attempts that take longer than one and a half times the
/// median. (Backup tasks: J. Dean, S. Ghemawat, "MapReduce", OSDI 2004, section 3.6.)
/// </summary>
public sealed record StragglerPolicy
{
    /// <summary>Share of the tasks that must be done first, above 0 to 1. Default 0.75.</summary>
    public double CompletedShare { get; init; } = 0.75;

    /// <summary>How many times the median an attempt may take. Default 1.5.</summary>
    public double SlowerThan { get; init; } = 1.5;

    /// <summary>Attempts shorter than this get no backup: noise would. Default 500 ms.</summary>
    public TimeSpan MinDuration { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long an attempt may take before it gets a backup; null while too few tasks are done.</summary>
    /// <param name="tasks">All tasks.</param>
    /// <param name="durations">Durations of the tasks done, ascending.</param>
    public TimeSpan? BackupAfter(int tasks, IReadOnlyList<TimeSpan> durations)
    {
        if (durations.Count == 0 || durations.Count >= tasks || durations.Count < CompletedShare * tasks)
        {
            return null;
        }

        var middle = durations.Count / 2;
        var median = durations.Count % 2 == 1 ? durations[middle] : (durations[middle - 1] + durations[middle]) / 2;
        var limit = median * SlowerThan;
        return limit > MinDuration ? limit : MinDuration;
    }
}
