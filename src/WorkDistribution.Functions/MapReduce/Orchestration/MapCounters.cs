namespace WorkDistribution.Functions.MapReduce.Orchestration;

/// <summary>What a map activity tells the orchestration; all else lies in the object store.</summary>
/// <param name="Bytes">Bytes of the split.</param>
/// <param name="Records">Records read.</param>
internal sealed record MapCounters(long Bytes, long Records);
