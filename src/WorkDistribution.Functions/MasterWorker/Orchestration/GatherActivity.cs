using Microsoft.Azure.Functions.Worker;
using WorkDistribution.Functions.MasterWorker.Storage;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.MasterWorker.Orchestration;

/// <summary>Puts the results of all tasks into one object, in order, and deletes what led to them.</summary>
internal sealed class GatherActivity(IObjectStore store)
{
    /// <summary>Gathers a batch; nothing is left to do if that was done before.</summary>
    [Function(MasterWorkerFunctionNames.Gather)]
    public async Task RunAsync([ActivityTrigger] GatherOrder order, CancellationToken cancellationToken)
    {
        var layout = new BatchLayout(order.Batch);
        if (!await store.ExistsAsync(layout.Results, cancellationToken))
        {
            var failed = order.Failed.ToDictionary(static task => task.Index);
            var results = new List<TaskResult>(order.Tasks);
            for (var i = 0; i < order.Tasks; i++)
            {
                results.Add(failed.TryGetValue(i, out var failure)
                    ? new TaskResult(i, false, null, failure.Error)
                    : new TaskResult(i, true, (await store.ReadJsonAsync<StoredResult>(layout.Result(i), cancellationToken)).Result, null));
            }

            await store.WriteJsonAsync(layout.Results, results, cancellationToken, transient: false);
        }

        await store.DeletePrefixAsync(layout.Work, cancellationToken);
    }
}
