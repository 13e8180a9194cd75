using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.WorkItems.Monitoring;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Storage;

namespace WorkDistribution.Functions.WorkItems.Workers;

/// <summary>Runs tickets: the queue's length is what the platform scales workers by.</summary>
internal sealed class TicketsFunction(BatchWorker worker, PriorityBoard board, WorkMeter meter)
{
    /// <summary>Serves up to a hundred items of the level whose turn it is; none when others were faster.</summary>
    [Function(WorkItemsFunctionNames.Tickets)]
    public async Task RunAsync(
        [QueueTrigger(WorkQueueNames.Tickets)] string ticket, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        await board.RefreshAsync(client, cancellationToken);
        try
        {
            await worker.RunAsync(TicketQueue.ReadPartition(ticket), cancellationToken);
        }
        finally
        {
            await Task.WhenAll(board.ReportAsync(client, CancellationToken.None), meter.ReportAsync(client, CancellationToken.None));
        }
    }
}
