using System.Text.Json.Serialization;

namespace WorkDistribution.Functions.MapReduce.Orchestration;

/// <summary>Output of the orchestration: counters and references. The top entries are in the manifest.</summary>
/// <param name="Job">The job's name.</param>
/// <param name="InstanceId">The orchestration's id.</param>
/// <param name="InputBytes">Bytes in all splits.</param>
/// <param name="Splits">Number of splits.</param>
/// <param name="Reducers">Number of parts.</param>
/// <param name="MapOutputRecords">Pairs that the mappers emitted, before the combiner.</param>
/// <param name="ShuffledRecords">Pairs that the reducers read.</param>
/// <param name="DistinctKeys">Groups of equal keys.</param>
/// <param name="TotalCount">Sum of the values for a counting job, else the number of output records.</param>
/// <param name="ElapsedMs">Milliseconds from the start of the orchestration to its end.</param>
/// <param name="Output">Folder or blob prefix that holds the parts and the manifest.</param>
/// <param name="Manifest">Name of the manifest in the object store.</param>
/// <param name="FailedSplits">Splits that were given up, at most 1,000 of them.</param>
internal sealed record MapReduceOutcome(
    [property: JsonPropertyName("job")] string Job,
    [property: JsonPropertyName("instanceId")] string InstanceId,
    [property: JsonPropertyName("inputBytes")] long InputBytes,
    [property: JsonPropertyName("splits")] int Splits,
    [property: JsonPropertyName("reducers")] int Reducers,
    [property: JsonPropertyName("mapOutputRecords")] long MapOutputRecords,
    [property: JsonPropertyName("shuffledRecords")] long ShuffledRecords,
    [property: JsonPropertyName("distinctKeys")] long DistinctKeys,
    [property: JsonPropertyName("totalCount")] long TotalCount,
    [property: JsonPropertyName("elapsedMs")] long ElapsedMs,
    [property: JsonPropertyName("output")] string Output,
    [property: JsonPropertyName("manifest")] string Manifest,
    [property: JsonPropertyName("failedSplits")] IReadOnlyList<FailedSplit> FailedSplits);
