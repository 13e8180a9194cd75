namespace WorkDistribution.Core.Batching;

/// <summary>Bounds of a batch accumulator.</summary>
public sealed record BatchAccumulatorOptions
{
    /// <summary>Items at which a batch is flushed at once; from 1, default 1000.</summary>
    public int BatchSize { get; init; } = 1000;

    /// <summary>Longest time that the first item of a batch waits for others; from zero, default 50 ms.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Items held at most, those being flushed included; whoever adds more waits. At least <see cref="BatchSize"/>, default 10,000.
    /// </summary>
    public int Capacity { get; init; } = 10_000;

    /// <summary>
    /// Batches flushed side by side; from 1, the default. With one, batches are flushed in order and grow while the one before is
    /// written; with more, neither is certain.
    /// </summary>
    public int Concurrency { get; init; } = 1;

    /// <summary>Longest time a flush may take before its callers get a <see cref="TimeoutException"/>; above zero, default 30 s.</summary>
    public TimeSpan FlushTimeout { get; init; } = TimeSpan.FromSeconds(30);

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxWait, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(Capacity, BatchSize);
        ArgumentOutOfRangeException.ThrowIfLessThan(Concurrency, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(FlushTimeout, TimeSpan.Zero);
    }
}
