using WorkDistribution.Functions.MapReduce.Orchestration;
using WorkDistribution.Functions.MapReduce.Storage;

namespace WorkDistribution.Functions.MapReduce.Http;

/// <summary>The result as clients read it: the outcome's counters and the first entries. Members are those of <see cref="MapReduceOutcome"/>.</summary>
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
    IReadOnlyList<JobResultEntry> Top,
    IReadOnlyList<FailedSplit> FailedSplits)
{
    /// <summary>Puts a result together.</summary>
    public static JobResult From(MapReduceOutcome outcome, JobManifest manifest, int top) => new(
        outcome.Job,
        outcome.InstanceId,
        outcome.InputBytes,
        outcome.Splits,
        outcome.Reducers,
        outcome.MapOutputRecords,
        outcome.ShuffledRecords,
        outcome.DistinctKeys,
        outcome.TotalCount,
        outcome.ElapsedMs,
        outcome.Output,
        [.. manifest.Top.Take(top).Select(JobResultEntry.From)],
        outcome.FailedSplits);
}
