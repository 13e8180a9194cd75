namespace WorkDistribution.Functions.WorkItems.Monitoring;

/// <summary>What a process tells the entity <c>WorkMonitor</c>: once a batch, and every few seconds while a batch takes long.</summary>
/// <param name="Worker">The process.</param>
/// <param name="Size">How much it takes on.</param>
/// <param name="Buckets">What happened there since its last report, oldest first.</param>
internal sealed record WorkReport(string Worker, WorkerSize Size, IReadOnlyList<WorkBucket> Buckets);
