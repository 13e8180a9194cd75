using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using WorkDistribution.Functions.MasterWorker.Storage;
using WorkDistribution.Functions.MasterWorker.Workers;

namespace WorkDistribution.Functions.MasterWorker.Orchestration;

/// <summary>Puts attempts into the task queue. Run twice, it puts them twice, and the second result of a task is dropped.</summary>
internal sealed class EnqueueActivity(MasterWorkerQueues queues)
{
    private const int ParallelSends = 16;

    /// <summary>Sends one message an attempt.</summary>
    [Function(MasterWorkerFunctionNames.Enqueue)]
    public Task RunAsync([ActivityTrigger] EnqueueOrder order, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        order.Tasks,
        new ParallelOptions { MaxDegreeOfParallelism = ParallelSends, CancellationToken = cancellationToken },
        async (task, token) => await queues.SendAsync(
            MasterWorkerQueues.Tasks,
            JsonSerializer.Serialize(new TaskMessage(order.Batch, order.Handler, task.Index, task.Attempt, order.TimeoutSeconds), JsonSerializerOptions.Web),
            token));
}
