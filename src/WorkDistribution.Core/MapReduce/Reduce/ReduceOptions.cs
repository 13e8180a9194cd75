namespace WorkDistribution.Core.MapReduce;

/// <summary>Bounds of a reduce task.</summary>
public sealed record ReduceOptions
{
    /// <summary>Number of entries collected in <see cref="ReduceOutput.Top"/>; default 20, from 0 to 10,000.</summary>
    public int Top { get; init; } = 20;

    /// <summary>
    /// Most runs merged in one pass; default 256, from 2 to 4,096. Each holds a block of about 32 KiB in memory. More runs than that
    /// are merged in several passes through scratch streams.
    /// </summary>
    public int MaxFanIn { get; init; } = 256;

    /// <summary>
    /// Makes a scratch stream that can be written, rewound and read, and vanishes when disposed (a temporary file). Null keeps
    /// intermediate passes in memory, which is meant for tests and small jobs.
    /// </summary>
    public Func<Stream>? CreateScratch { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Top);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Top, 10_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxFanIn, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxFanIn, 4_096);
    }
}
