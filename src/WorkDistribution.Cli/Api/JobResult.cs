using System.Text.Json;
using System.Text.Json.Serialization;

namespace WorkDistribution.Cli.Api;

/// <summary>
/// The result of a MapReduce job, and what <c>--json</c> prints. Counters are records unless the name says bytes or milliseconds;
/// what a newer function app adds is kept and printed too.
/// </summary>
internal sealed record JobResult(
    string Job,
    string InstanceId,
    long InputBytes,
    int Splits,
    int Reducers,
    long MapOutputRecords,
    long ShuffledRecords,
    long DistinctKeys,
    long TotalCount,
    long ElapsedMs,
    string Output,
    IReadOnlyList<KeyCount> Top)
{
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? More { get; init; }
}
