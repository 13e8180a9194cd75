namespace WorkDistribution.Core.MapReduce;

/// <summary>Counters of a map task and where its output lies.</summary>
/// <param name="InputBytes">Bytes of the split's ranges.</param>
/// <param name="Records">Records read.</param>
/// <param name="Emitted">Pairs emitted by the mapper, before the combiner.</param>
/// <param name="Shuffled">Pairs written to runs, after the combiner.</param>
/// <param name="Runs">The runs written; none when nothing was emitted.</param>
public sealed record MapOutput(long InputBytes, long Records, long Emitted, long Shuffled, IReadOnlyList<MapRun> Runs);
