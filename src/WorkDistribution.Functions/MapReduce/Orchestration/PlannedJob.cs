namespace WorkDistribution.Functions.MapReduce.Orchestration;

/// <summary>What the plan activity tells the orchestration.</summary>
/// <param name="Splits">Number of splits.</param>
/// <param name="InputBytes">Bytes in all of them.</param>
/// <param name="NeedsSample">Whether the job partitions by sampled ranges.</param>
internal sealed record PlannedJob(int Splits, long InputBytes, bool NeedsSample);
