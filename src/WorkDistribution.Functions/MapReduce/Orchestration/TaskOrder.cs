namespace WorkDistribution.Functions.MapReduce.Orchestration;

/// <summary>Input of a map or reduce activity.</summary>
/// <param name="Job">Prefix of the job's objects.</param>
/// <param name="Index">Which split, or which part.</param>
internal sealed record TaskOrder(string Job, int Index);
