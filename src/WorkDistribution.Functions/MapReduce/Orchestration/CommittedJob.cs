namespace WorkDistribution.Functions.MapReduce.Orchestration;

/// <summary>What the commit activity tells the orchestration.</summary>
/// <param name="MapOutputRecords">Pairs emitted by the mappers.</param>
/// <param name="ShuffledRecords">Pairs after the combiner.</param>
/// <param name="DistinctKeys">Groups of equal keys.</param>
/// <param name="TotalCount">Sum of the values for a counting job, else the number of output records.</param>
/// <param name="Output">Where the output lies.</param>
internal sealed record CommittedJob(long MapOutputRecords, long ShuffledRecords, long DistinctKeys, long TotalCount, string Output);
