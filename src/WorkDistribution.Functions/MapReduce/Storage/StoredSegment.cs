namespace WorkDistribution.Functions.MapReduce.Storage;

/// <summary>A reducer's segment of one run.</summary>
/// <param name="Run">The object's name.</param>
/// <param name="Offset">First byte.</param>
internal sealed record StoredSegment(string Run, long Offset);
