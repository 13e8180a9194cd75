namespace WorkDistribution.Core.Batching;

/// <summary>Why an adaptive batch sizer chose a size.</summary>
public enum BatchSizeReason
{
    /// <summary>Neither rule applied and no trial was due.</summary>
    Stable,

    /// <summary>Latency an item rose by 20 % at one size: reduced by 20 %.</summary>
    LatencyRose,

    /// <summary>Throughput rose by 10 % at one size: increased by 20 %.</summary>
    ThroughputRose,

    /// <summary>Stable, so another size is tried.</summary>
    Trial,

    /// <summary>The size tried was better: it is kept, and the next one in the same direction is tried.</summary>
    TrialKept,

    /// <summary>The size tried was no better: back to the one before.</summary>
    TrialUndone,
}
