using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace WorkDistribution.Functions.MapReduce.Orchestration;

/// <summary>Maps a range of the splits of a wide job, so that no single history holds all of them.</summary>
internal static class MapBatchOrchestrator
{
    /// <summary>Maps the splits of the order that is its input.</summary>
    [Function(MapReduceFunctionNames.MapBatch)]
    public static Task<MapTotals> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.MapSplitsAsync(context.GetInput<MapBatchOrder>()!);
}
