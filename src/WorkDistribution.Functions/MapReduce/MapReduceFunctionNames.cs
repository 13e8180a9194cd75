namespace WorkDistribution.Functions.MapReduce;

/// <summary>Names of the functions of this feature. Histories in flight hold them: renaming one breaks running jobs.</summary>
internal static class MapReduceFunctionNames
{
    public const string Orchestrator = "MapReduce";
    public const string MapBatch = "MapReduceMapBatch";
    public const string Plan = "MapReducePlan";
    public const string Sample = "MapReduceSample";
    public const string Map = "MapReduceMap";
    public const string Shuffle = "MapReduceShuffle";
    public const string Reduce = "MapReduceReduce";
    public const string Commit = "MapReduceCommit";
    public const string Discard = "MapReduceDiscard";
    public const string Start = "MapReduceStart";
    public const string Result = "MapReduceResult";
    public const string Jobs = "MapReduceJobs";
}
