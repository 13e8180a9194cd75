using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Monitoring;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Storage;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.WorkItems.Recovery;

/// <summary>
/// Starts failed items anew, with all their retries. The row comes first: a process that ends before the outcome is marked leaves an
/// item that runs all the same.
/// </summary>
internal sealed class WorkRedriver(
    PendingIndex index, OutcomeStore outcomes, WorkItemLookup items, Transitions transitions, TicketQueue tickets, PriorityBoard board, WorkMeter meter)
{
    /// <summary>Starts one item anew.</summary>
    /// <returns>What became of it, and the item as it is then; null when there is none.</returns>
    public async Task<(RedriveResult Result, WorkItem? Item)> RedriveAsync(WorkItemId id, CancellationToken cancellationToken)
    {
        var outcome = await items.FindAsync(id, cancellationToken);
        if (outcome is not { State: WorkItemState.Failed })
        {
            return (outcome is null ? RedriveResult.NotFound : RedriveResult.NotFailed, outcome);
        }

        var item = transitions.Redrive(outcome);
        if (!await index.InsertAsync(item, cancellationToken))
        {
            // Another request was faster, or it was cancelled this moment.
            return (RedriveResult.NotFailed, item);
        }

        Count(id.Level, 1);
        await outcomes.MarkRetryingAsync([outcome], cancellationToken);
        await tickets.SendAsync(id.Partition, cancellationToken);
        return (RedriveResult.Redriven, item);
    }

    /// <summary>Starts items anew that failed and were not cancelled.</summary>
    /// <param name="level">Only those of this level; null for all.</param>
    /// <param name="handler">Only those of this handler; null for all.</param>
    /// <param name="max">Most items, from 1.</param>
    /// <param name="cancellationToken">Ends the call; what was started stays so.</param>
    /// <returns>How many were started, and whether there are more.</returns>
    public async Task<(int Redriven, bool IsMore)> RedriveAllAsync(int? level, string? handler, int max, CancellationToken cancellationToken)
    {
        // Read to the end before any is changed: a query that goes on while its rows change may skip some.
        var failed = new List<WorkItem>();
        await foreach (var item in outcomes.FindFailedAsync(level, handler, cancellationToken))
        {
            if (failed.Count == max)
            {
                return (await RedriveAsync(failed, cancellationToken), true);
            }

            failed.Add(item);
        }

        return (await RedriveAsync(failed, cancellationToken), false);
    }

    private async Task<int> RedriveAsync(List<WorkItem> failed, CancellationToken cancellationToken)
    {
        var redriven = 0;
        foreach (var chunk in failed.GroupBy(static item => item.Id.Partition).SelectMany(static partition => partition.Chunk(PendingIndex.MaxTransaction)))
        {
            var inserted = (await index.InsertAsync([.. chunk.Select(transitions.Redrive)], cancellationToken)).Count;
            Count(chunk[0].Id.Level, inserted);
            await outcomes.MarkRetryingAsync(chunk, cancellationToken);
            if (inserted > 0)
            {
                await tickets.SendAsync(chunk[0].Id.Partition, cancellationToken);
            }

            redriven += inserted;
        }

        return redriven;
    }

    private void Count(int level, int submitted)
    {
        board.Add(level, new LevelReport { Submitted = submitted });
        meter.Submitted(level, submitted);
    }
}
