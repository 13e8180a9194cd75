using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.WorkItems.Backups;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Lanes;
using WorkDistribution.Functions.WorkItems.Monitoring;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Storage;

namespace WorkDistribution.Functions.WorkItems.Workers;

/// <summary>Runs tickets: the queue's length is what the platform scales workers by.</summary>
internal sealed class TicketsFunction(
    BatchWorker worker, LaneWorker lanes, BackupRunner backups, WorkLevels levels, PriorityBoard board, WorkReporter reporter)
{
    /// <summary>Serves up to a hundred items of the level whose turn it is; none when others were faster.</summary>
    [Function(WorkItemsFunctionNames.Tickets)]
    public async Task RunAsync(
        [QueueTrigger(WorkQueueNames.Tickets)] string ticket, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        await board.RefreshAsync(client, cancellationToken);
        await reporter.ReportWhileAsync(() => RunAsync(TicketQueue.Read(ticket), client, cancellationToken), client);
    }

    private async Task RunAsync(WorkTicket ticket, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (WorkItemId.TryParse(ticket.Backup, out var slow))
        {
            await backups.RunAsync(slow, ticket.Attempt, cancellationToken);
        }
        else if (ticket.Owner is not null || (ticket.Partition is { } partition && levels.IsLane(partition)))
        {
            await lanes.RunAsync(new LaneRequest(ticket.Partition, ticket.Owner, ticket.From, ticket.Number), client, cancellationToken);
        }
        else if (await worker.RunAsync(ticket.Partition, ticket.Packs, cancellationToken))
        {
            await lanes.RunAsync(LaneRequest.Idle, client, cancellationToken);
        }
    }
}
