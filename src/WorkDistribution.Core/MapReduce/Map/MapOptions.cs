namespace WorkDistribution.Core.MapReduce;

/// <summary>What a map task needs to know of its job, and its bounds.</summary>
public sealed record MapOptions
{
    /// <summary>Longest line in bytes that <see cref="RecordFormat.Lines"/> takes: 64 MiB.</summary>
    public const int MaxLineBytes = 64 * 1024 * 1024;

    /// <summary>Number of reducers, from 1 to 65,536.</summary>
    public required int Partitions { get; init; }

    /// <summary>Number of splits of the whole job, more than the split's index.</summary>
    public required int SplitCount { get; init; }

    /// <summary>
    /// The keys that part the ranges, sorted (<see cref="KeySampler"/>); needed by <see cref="PartitioningKind.SampledRange"/> only.
    /// </summary>
    public IReadOnlyList<byte[]> RangeKeys { get; init; } = [];

    /// <summary>
    /// Memory in bytes for collected pairs before they are spilled to a sorted run; default 64 MiB, from 64 KiB to 1 GiB.
    /// Checked once a block, so what one block emits may come on top. Smaller means more runs to merge.
    /// </summary>
    public int MemoryBudgetBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// Bytes read at a time; default 1 MiB, from 1 byte to 16 MiB. Two such buffers are held. A <see cref="FileStream"/> is read in
    /// pieces of at most 128 KiB on the mapping thread, which is faster from the page cache; any other stream is read ahead.
    /// </summary>
    public int ReadBytes { get; init; } = 1024 * 1024;

    internal void Validate(int splitIndex)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Partitions, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Partitions, 65_536);
        ArgumentOutOfRangeException.ThrowIfNegative(splitIndex);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(SplitCount, splitIndex);
        ArgumentOutOfRangeException.ThrowIfLessThan(MemoryBudgetBytes, 64 * 1024);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MemoryBudgetBytes, 1 << 30);
        ArgumentOutOfRangeException.ThrowIfLessThan(ReadBytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ReadBytes, 16 * 1024 * 1024);
    }
}
