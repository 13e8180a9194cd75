namespace WorkDistribution.Functions.MapReduce.Orchestration;

/// <summary>Input of the shuffle activity.</summary>
/// <param name="Job">Prefix of the job's objects.</param>
/// <param name="FailedSplits">Splits that were given up; what they may have left behind does not count.</param>
internal sealed record ShuffleOrder(string Job, IReadOnlyList<int> FailedSplits);
