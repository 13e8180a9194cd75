using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Packs;

namespace WorkDistribution.Functions.WorkItems.Storage;

/// <summary>Finds items wherever they are.</summary>
internal sealed class WorkItemLookup(PendingIndex index, PackTable packs, OutcomeStore outcomes)
{
    /// <summary>Reads an item, unfinished or finished; null when there is none.</summary>
    public async Task<WorkItem?> FindAsync(WorkItemId id, CancellationToken cancellationToken)
    {
        // In this order: an item has its outcome before it leaves the index.
        var item = await index.FindAsync(id, cancellationToken);
        if (!id.IsPacked)
        {
            return item ?? await outcomes.FindAsync(id, cancellationToken);
        }

        // A pack keeps what has ended until all of it has; and one that had no row may have got it before the pack went.
        return item
            ?? await FindPackedAsync(id, cancellationToken)
            ?? await index.FindAsync(id, cancellationToken)
            ?? await outcomes.FindAsync(id, cancellationToken);
    }

    private async Task<WorkItem?> FindPackedAsync(WorkItemId id, CancellationToken cancellationToken)
    {
        var pack = await packs.FindAsync(id.Pack, cancellationToken);
        return await outcomes.FindAsync(id, cancellationToken) ?? pack?.ReadItems().ElementAtOrDefault(id.Place);
    }
}
