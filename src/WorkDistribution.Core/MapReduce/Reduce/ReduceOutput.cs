namespace WorkDistribution.Core.MapReduce;

/// <summary>Counters of a reduce task.</summary>
/// <param name="InputRecords">Pairs read from the runs.</param>
/// <param name="DistinctKeys">Groups of equal keys.</param>
/// <param name="OutputRecords">Records written.</param>
/// <param name="TotalCount">Sum of the values written by a counting job, else the number of records written.</param>
/// <param name="OutputBytes">Bytes written.</param>
/// <param name="Top">The first entries of the part: see <see cref="TopEntry"/>.</param>
public sealed record ReduceOutput(
    long InputRecords, long DistinctKeys, long OutputRecords, long TotalCount, long OutputBytes, IReadOnlyList<TopEntry> Top);
