namespace WorkDistribution.Core.MapReduce;

/// <summary>A range of bytes in a run.</summary>
/// <param name="Offset">First byte, from 0.</param>
/// <param name="Length">Number of bytes; 0 for a partition without pairs, which needs no reading.</param>
public readonly record struct RunSegment(long Offset, long Length);
