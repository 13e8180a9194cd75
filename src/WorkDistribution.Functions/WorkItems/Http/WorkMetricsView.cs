using WorkDistribution.Functions.WorkItems.Monitoring;
using WorkDistribution.Functions.WorkItems.Priorities;

namespace WorkDistribution.Functions.WorkItems.Http;

/// <summary>What all processes did in a window that ends now, as clients read it. What was not measured is null.</summary>
internal sealed record WorkMetricsView
{
    private const string Total = "total";

    /// <summary>Length of the window that was asked for.</summary>
    public required int WindowSeconds { get; init; }

    /// <summary>
    /// Length of what the figures are of: somewhat more, since it begins with a whole bucket of 5 s, or of a minute if it is longer
    /// than one; less while measuring has not gone on for that long.
    /// </summary>
    public required double MeasuredSeconds { get; init; }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Items that completed or failed, a second.</summary>
    public required double? ThroughputPerSecond { get; init; }

    /// <summary>Items submitted or re-driven, a second.</summary>
    public required double? ArrivalsPerSecond { get; init; }

    /// <summary>From the submission of an item to the record that it completed or failed; without items that were re-driven.</summary>
    public required TimingView LatencyMs { get; init; }

    /// <summary>From when an item could be claimed to the claim, by attempt.</summary>
    public required TimingView WaitMs { get; init; }

    /// <summary>How long handlers took, by attempt.</summary>
    public required TimingView DurationMs { get; init; }

    /// <summary>Unfinished items now, by level and in total.</summary>
    public required IReadOnlyDictionary<string, long> Depth { get; init; }

    /// <summary>Share of the time for which workers were busy, 0 to 1; of the processes that reported in the window.</summary>
    public required double? Utilisation { get; init; }

    /// <summary>Those that failed of the items that completed or failed, 0 to 1.</summary>
    public required double? FailureRate { get; init; }

    /// <summary>Those that are followed by another of the attempts that ended, 0 to 1.</summary>
    public required double? RetryRate { get; init; }

    public required StealingView Stealing { get; init; }

    /// <summary>Backups of slow attempts in the window.</summary>
    public required BackupView Backups { get; init; }

    public required LittlesLawView LittlesLaw { get; init; }

    /// <summary>The processes that reported within fifteen minutes.</summary>
    public required IReadOnlyList<WorkerView> Workers { get; init; }

    /// <summary>The levels, most urgent first.</summary>
    public required IReadOnlyList<LevelMetricsView> Levels { get; init; }

    /// <summary>Puts the view together.</summary>
    public static WorkMetricsView From(WorkMonitorState state, PriorityState counters, int windowSeconds, WorkLevels levels, DateTimeOffset now)
    {
        var window = state.Last(windowSeconds, now);
        var (sum, all) = (window.Sum, window.Sum.All);
        var names = levels.Names.ToList();
        var depths = names.Select((_, level) => Math.Max(0, counters.Of(level).Depth)).ToList();
        var arrivals = window.PerSecond(all.Submitted);
        return new WorkMetricsView
        {
            WindowSeconds = windowSeconds,
            MeasuredSeconds = Math.Round(window.Seconds, 3),
            At = now,
            ThroughputPerSecond = Figures.Round(window.PerSecond(all.Ended)),
            ArrivalsPerSecond = Figures.Round(arrivals),
            LatencyMs = TimingView.From(sum.Latencies),
            WaitMs = TimingView.From(sum.Waits),
            DurationMs = TimingView.From(sum.Durations),
            Depth = new Dictionary<string, long>(names.Zip(depths, KeyValuePair.Create)) { [Total] = depths.Sum() },
            Utilisation = Figures.Ratio(state.Workers.Values.Sum(worker => worker.BusyWithin(window)), state.Workers.Values.Sum(worker => worker.CapacityWithin(window))),
            FailureRate = Figures.Ratio(all.Failed, all.Ended),
            RetryRate = Figures.Ratio(all.Retried, all.Ended + all.Retried),
            Stealing = StealingView.From(sum),
            Backups = new BackupView(sum.Backups.Asked, sum.Backups.Won),
            LittlesLaw = LittlesLawView.From(window.Seconds > 0 ? window.MeanDepth(depths.Sum()) : null, arrivals, sum.Latencies?.Mean),
            Workers = [.. state.Workers.OrderBy(static worker => worker.Key, StringComparer.Ordinal).Select(worker => WorkerView.From(worker.Key, worker.Value, window, now))],
            Levels = [.. names.Select((name, level) => LevelMetricsView.From(name, sum.Of(level), depths[level], counters.Of(level), window, now))],
        };
    }
}
