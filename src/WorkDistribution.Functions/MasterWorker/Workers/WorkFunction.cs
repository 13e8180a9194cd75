using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using WorkDistribution.Functions.MasterWorker.Storage;

namespace WorkDistribution.Functions.MasterWorker.Workers;

/// <summary>A worker: takes a task from the task queue, and puts what came of it into the result queue.</summary>
internal sealed class WorkFunction(TaskRunner runner, MasterWorkerQueues queues)
{
    /// <summary>Runs one task. Workers scale by the length of the queue.</summary>
    [Function(MasterWorkerFunctionNames.Work)]
    public async Task RunAsync([QueueTrigger(MasterWorkerQueues.Tasks)] string message, CancellationToken cancellationToken)
    {
        if (await runner.RunAsync(MessageReader.ReadTask(message), cancellationToken) is { } report)
        {
            await queues.SendAsync(MasterWorkerQueues.Results, JsonSerializer.Serialize(report, JsonSerializerOptions.Web), cancellationToken);
        }
    }
}
