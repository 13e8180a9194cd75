namespace WorkDistribution.Functions.MapReduce.Storage;

/// <summary>Counters of the whole map phase.</summary>
/// <param name="Emitted">Pairs emitted, before the combiner.</param>
/// <param name="Shuffled">Pairs after the combiner.</param>
internal sealed record ShuffleTotals(long Emitted, long Shuffled);
