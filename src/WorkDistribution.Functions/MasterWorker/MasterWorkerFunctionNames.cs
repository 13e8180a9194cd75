namespace WorkDistribution.Functions.MasterWorker;

/// <summary>Names of the functions of this feature. Histories in flight hold them: renaming one breaks running batches.</summary>
internal static class MasterWorkerFunctionNames
{
    public const string Orchestrator = "MasterWorker";
    public const string Enqueue = "MasterWorkerEnqueue";
    public const string Gather = "MasterWorkerGather";
    public const string Work = "MasterWorkerWork";
    public const string Collect = "MasterWorkerCollect";
    public const string Start = "MasterWorkerStart";
    public const string Get = "MasterWorkerGet";
}
