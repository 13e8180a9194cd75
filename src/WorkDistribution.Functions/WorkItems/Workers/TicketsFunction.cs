using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.WorkItems.Backups;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Monitoring;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Storage;

namespace WorkDistribution.Functions.WorkItems.Workers;

/// <summary>Runs tickets: the queue's length is what the platform scales workers by.</summary>
internal sealed class TicketsFunction(BatchWorker worker, BackupRunner backups, PriorityBoard board, WorkReporter reporter)
{
    /// <summary>Serves up to a hundred items of the level whose turn it is; none when others were faster.</summary>
    [Function(WorkItemsFunctionNames.Tickets)]
    public async Task RunAsync(
        [QueueTrigger(WorkQueueNames.Tickets)] string ticket, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        await board.RefreshAsync(client, cancellationToken);
        var read = TicketQueue.Read(ticket);
        await reporter.ReportWhileAsync(
            () => WorkItemId.TryParse(read.Backup, out var slow)
                ? backups.RunAsync(slow, read.Attempt, cancellationToken)
                : worker.RunAsync(read.Partition, cancellationToken),
            client);
    }
}
