namespace WorkDistribution.Functions.MapReduce.Storage;

/// <summary>What a finished map task leaves for the reducers.</summary>
/// <param name="InputBytes">Bytes of the split.</param>
/// <param name="Records">Records read.</param>
/// <param name="Emitted">Pairs emitted, before the combiner.</param>
/// <param name="Shuffled">Pairs after the combiner.</param>
/// <param name="Runs">The runs that hold them.</param>
internal sealed record StoredMapOutput(long InputBytes, long Records, long Emitted, long Shuffled, IReadOnlyList<StoredRun> Runs);
