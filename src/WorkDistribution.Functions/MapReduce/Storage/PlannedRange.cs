using WorkDistribution.Functions.MapReduce.Input;

namespace WorkDistribution.Functions.MapReduce.Storage;

/// <summary>A range of bytes of one input.</summary>
/// <param name="Item">The input.</param>
/// <param name="Offset">First byte.</param>
/// <param name="Length">Number of bytes.</param>
internal sealed record PlannedRange(InputItem Item, long Offset, long Length);
