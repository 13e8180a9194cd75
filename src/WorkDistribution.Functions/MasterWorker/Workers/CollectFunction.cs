using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.MasterWorker.Storage;

namespace WorkDistribution.Functions.MasterWorker.Workers;

/// <summary>The collector: takes results from the result queue and tells them to their master.</summary>
internal sealed class CollectFunction(ReportCollector collector)
{
    /// <summary>Collects one result, together with those that others collect at the same time.</summary>
    [Function(MasterWorkerFunctionNames.Collect)]
    public Task RunAsync(
        [QueueTrigger(MasterWorkerQueues.Results)] string message, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        collector.CollectAsync(client, MessageReader.ReadReport(message), cancellationToken);
}
