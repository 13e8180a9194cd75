using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Monitoring;
using WorkDistribution.Functions.WorkItems.Packs;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Storage;

namespace WorkDistribution.Functions.WorkItems.Workers;

/// <summary>
/// Records what became of items: first their outcomes, then their rows leave the index. A process that ends between the two leaves rows
/// whose outcome is found when their lease has run out.
/// </summary>
internal sealed class WorkRecorder(
    PendingIndex index, PackTable packs, OutcomeStore outcomes, PayloadStore payloads, DelayedTickets tickets, PriorityBoard board, WorkMeter meter)
{
    private const int MaxTries = 5;

    /// <summary>Records items that ended, or that wait for another attempt.</summary>
    /// <param name="items">The items as they are to be, with the version of their row.</param>
    /// <param name="cancellationToken">Ends the calls; what is not recorded then is run again when its lease has run out.</param>
    /// <returns>Those whose record counts; the others belong to another worker by now.</returns>
    public async Task<IReadOnlyList<WorkItem>> RecordAsync(IReadOnlyList<WorkItem> items, CancellationToken cancellationToken)
    {
        var chunks = items.GroupBy(static item => item.Id.Partition).SelectMany(static partition => partition.Chunk(PendingIndex.MaxTransaction));
        var recorded = await Task.WhenAll(chunks.Select(chunk => RecordPartitionAsync(chunk, cancellationToken)));
        return [.. recorded.SelectMany(static chunk => chunk)];
    }

    private async Task<IReadOnlyList<WorkItem>> RecordPartitionAsync(WorkItem[] items, CancellationToken cancellationToken)
    {
        var finished = items.Where(static item => item.IsFinished).ToList();
        var waiting = items.Where(static item => !item.IsFinished).ToList();
        var counting = finished.Count == 0 ? null : await outcomes.RecordAsync(finished, cancellationToken);
        var recorded = counting is null ? [] : finished.Where(item => counting.Contains(item.Id)).ToList();

        // Rows go even when another worker's outcome counts: it may have been cut short before it could delete them. A pack goes when all
        // of its items have ended; one that is to run again leaves it.
        recorded.AddRange(await FinishAsync([.. finished.Where(static item => !item.InPack)], [.. waiting.Where(static item => !item.InPack)], cancellationToken));
        recorded.AddRange(await LeavePackAsync([.. waiting.Where(static item => item.InPack)], cancellationToken));

        recorded.ForEach(meter.Recorded);
        foreach (var item in recorded.Where(static item => item.IsFinished))
        {
            board.Add(item.Id.Level, new LevelReport { Finished = 1 });
        }

        await tickets.SendAsync(recorded.Where(static item => !item.IsFinished), cancellationToken);

        // One that failed keeps its payload for a re-drive.
        foreach (var item in recorded.Where(static item => item is { PayloadIsStored: true, State: WorkItemState.Completed }))
        {
            await payloads.DiscardAsync(item, cancellationToken);
        }

        return recorded;
    }

    /// <summary>Deletes packs of one partition that this process ran.</summary>
    /// <param name="claimed">The packs as they were claimed.</param>
    /// <param name="recorded">Their items that were recorded.</param>
    /// <param name="cancellationToken">Ends the calls; the detector finds what is left.</param>
    public async Task CloseAsync(IReadOnlyList<WorkPack> claimed, IEnumerable<WorkItem> recorded, CancellationToken cancellationToken)
    {
        var items = recorded.ToLookup(static item => item.Id.Pack);
        if (claimed.Count > 1 && claimed.All(pack => items[pack.Id].Count() == pack.Count) && await packs.TryDeleteAsync(claimed, cancellationToken))
        {
            return;
        }

        await Task.WhenAll(claimed.Select(pack => CloseAsync(pack, [.. items[pack.Id]], cancellationToken)));
    }

    private async Task CloseAsync(WorkPack pack, List<WorkItem> recorded, CancellationToken cancellationToken)
    {
        // What was not recorded belongs to others, or comes to them when the lease has ended.
        if (recorded.Count == pack.Count && await packs.TryDeleteAsync([pack], cancellationToken))
        {
            return;
        }

        // It was expanded meanwhile: items whose record was on its way then got rows.
        var finished = recorded.Where(static item => item.IsFinished).Select(static item => item.Id).ToHashSet();
        var left = (await packs.FindRowsAsync(pack.Id, cancellationToken)).Where(row => row.Generation == 0 && finished.Contains(row.Id)).ToList();
        await FinishAsync(left, [], cancellationToken);
    }

    /// <returns>The items that wait and whose change counts.</returns>
    private async Task<IReadOnlyList<WorkItem>> FinishAsync(List<WorkItem> finished, List<WorkItem> waiting, CancellationToken cancellationToken)
    {
        if (finished.Count + waiting.Count == 0 || await index.TryFinishAsync(finished, waiting, cancellationToken))
        {
            return waiting;
        }

        await Task.WhenAll(finished.Select(item => FinishAsync(item, cancellationToken)));
        return [.. (await Task.WhenAll(waiting.Select(item => UpdateAsync(item, cancellationToken)))).OfType<WorkItem>()];
    }

    /// <summary>Gives items of a pack that are to run again rows of their own.</summary>
    private async Task<IReadOnlyList<WorkItem>> LeavePackAsync(List<WorkItem> waiting, CancellationToken cancellationToken)
    {
        if (waiting.Count == 0)
        {
            return [];
        }

        // Nothing tells whether the pack is still this worker's: whoever claims the row looks for an outcome.
        var leaving = waiting.Select(static item => item with { InPack = false, CheckOutcome = true }).ToList();
        var inserted = await index.InsertAsync(leaving, cancellationToken);

        // The others got rows when the pack was expanded.
        var updated = await Task.WhenAll(leaving.Where(item => !inserted.Contains(item.Id)).Select(item => UpdateAsync(item, cancellationToken)));
        return [.. leaving.Where(item => inserted.Contains(item.Id)), .. updated.OfType<WorkItem>()];
    }

    /// <summary>Deletes the row of an item whose outcome is recorded, whatever changed in it meanwhile.</summary>
    private async Task FinishAsync(WorkItem item, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (await index.TryFinishAsync([item], [], cancellationToken))
            {
                return;
            }

            // A row of a higher generation is another life of the item.
            if (await index.FindAsync(item.Id, cancellationToken) is not { } row || row.Generation > item.Generation)
            {
                return;
            }

            item = item with { ETag = row.ETag };
        }

        // The detector finds the row.
    }

    /// <summary>Changes a row that still belongs to the attempt, although it was renewed or asked to stop meanwhile.</summary>
    private async Task<WorkItem?> UpdateAsync(WorkItem item, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (await index.TryUpdateAsync(item, cancellationToken) is { } updated)
            {
                return updated;
            }

            if (await index.FindAsync(item.Id, cancellationToken) is not { State: WorkItemState.Running } row
                || (row.Worker, row.Attempt, row.Generation) != (item.Worker, item.Attempt, item.Generation))
            {
                return null;
            }

            item = item with { ETag = row.ETag, CancelRequested = row.CancelRequested };
        }

        return null;
    }
}
