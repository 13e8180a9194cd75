using WorkDistribution.Functions.WorkItems.Monitoring;
using WorkDistribution.Functions.WorkItems.Priorities;

namespace WorkDistribution.Functions.WorkItems.Http;

/// <summary>A level, or all of them, in the window, as clients read it.</summary>
internal sealed record LevelMetricsView
{
    /// <summary>The level's name.</summary>
    public required string Name { get; init; }

    /// <summary>Unfinished items now.</summary>
    public required long Depth { get; init; }

    /// <summary>Items submitted or re-driven in the window.</summary>
    public required long Submitted { get; init; }

    /// <summary>Items that ended COMPLETED in the window.</summary>
    public required long Completed { get; init; }

    /// <summary>Items that ended FAILED in the window, without those that were cancelled.</summary>
    public required long Failed { get; init; }

    /// <summary>Items that were cancelled in the window.</summary>
    public required long Cancelled { get; init; }

    /// <summary>Attempts in the window after which the item waits for another.</summary>
    public required long Retried { get; init; }

    /// <summary>Items that completed or failed, a second.</summary>
    public required double? ThroughputPerSecond { get; init; }

    /// <summary>Items submitted or re-driven, a second.</summary>
    public required double? ArrivalsPerSecond { get; init; }

    /// <summary>Those that failed of the items that completed or failed, 0 to 1.</summary>
    public required double? FailureRate { get; init; }

    /// <summary>Batches served ahead of a more urgent level since the beginning, because this one was starving.</summary>
    public required long ForcedServices { get; init; }

    /// <summary>How long the oldest item has waited that could be served at the detector's last count; null if none could.</summary>
    public required double? OldestWaitMs { get; init; }

    /// <summary>Makes the view of a level.</summary>
    public static LevelMetricsView From(string name, LevelOutcomes outcomes, long depth, LevelCounters counters, WorkWindow window, DateTimeOffset now) => new()
    {
        Name = name,
        Depth = depth,
        Submitted = outcomes.Submitted,
        Completed = outcomes.Completed,
        Failed = outcomes.Failed,
        Cancelled = outcomes.Cancelled,
        Retried = outcomes.Retried,
        ThroughputPerSecond = Figures.Round(window.PerSecond(outcomes.Ended)),
        ArrivalsPerSecond = Figures.Round(window.PerSecond(outcomes.Submitted)),
        FailureRate = Figures.Ratio(outcomes.Failed, outcomes.Ended),
        ForcedServices = counters.Forced,
        OldestWaitMs = counters.OldestWaitMs(now),
    };
}
