using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Packs;
using WorkDistribution.Functions.WorkItems.Storage;

namespace WorkDistribution.Functions.WorkItems.Workers;

/// <summary>Cancels items: waiting ones at once, running ones through their token.</summary>
internal sealed class WorkCanceller(
    PendingIndex index, PackTable packs, PackExpander expander, OutcomeStore outcomes, Transitions transitions, WorkRecorder recorder, RunningItems running)
{
    private const int MaxTries = 10;

    /// <summary>Cancels an item.</summary>
    /// <returns>What became of it, and the item as it is then; null when there is none.</returns>
    /// <exception cref="TimeoutException">Others kept changing it.</exception>
    public async Task<(CancelResult Result, WorkItem? Item)> CancelAsync(WorkItemId id, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var item = await index.FindAsync(id, cancellationToken);
            if (item is null)
            {
                var pack = id.IsPacked ? await packs.FindAsync(id.Pack, cancellationToken) : null;
                if (await outcomes.FindAsync(id, cancellationToken) is { } outcome)
                {
                    return (CancelResult.AlreadyFinished, outcome);
                }

                if (id.Place < pack?.Count)
                {
                    await expander.ExpandAsync(pack, cancellationToken);
                    continue;
                }

                // It may have got its row between the two looks.
                if (id.IsPacked && tries == 0)
                {
                    continue;
                }

                return (CancelResult.NotFound, null);
            }

            if (item.IsFinished)
            {
                return (CancelResult.AlreadyFinished, item);
            }

            // First the row, so that no worker takes the item any more; then its outcome.
            var isRunning = item.State == WorkItemState.Running;
            if (await index.TryUpdateAsync(isRunning ? item with { CancelRequested = true } : transitions.Cancel(item), cancellationToken) is not { } changed)
            {
                continue;
            }

            if (isRunning)
            {
                StopHere(changed);
                return (CancelResult.Requested, changed);
            }

            await recorder.RecordAsync([changed], cancellationToken);
            return (CancelResult.Cancelled, changed);
        }

        throw new TimeoutException($"Work item {id} changed {MaxTries} times while it was to be cancelled: try again.");
    }

    /// <summary>Spares the worker in this process the next look at the row.</summary>
    private void StopHere(WorkItem changed)
    {
        if (running.TryGet(changed.Id, out var here) && here.Item.Attempt == changed.Attempt)
        {
            here.Item = changed with { ClaimableAt = here.Item.ClaimableAt };
            here.RequestStop(StopReason.Cancelled);
        }
    }
}
