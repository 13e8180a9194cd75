namespace WorkDistribution.Core.Partitioning;

/// <summary>The work of one map task: one range of a large input, or several small inputs packed together.</summary>
/// <param name="Index">Position of the split in its job, from 0; splits are in the order of their inputs.</param>
/// <param name="Ranges">The ranges, in the order of their inputs.</param>
public sealed record InputSplit(int Index, IReadOnlyList<InputRange> Ranges)
{
    /// <summary>Sum of the lengths of the ranges, in bytes.</summary>
    public long Bytes => Ranges.Sum(static range => range.Length);
}
