using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Packs;

namespace WorkDistribution.Functions.WorkItems.Storage;

/// <summary>The table of unfinished items. Every change names the version that it was decided upon.</summary>
internal sealed class PendingIndex(WorkStorage storage)
{
    /// <summary>Rows that a transaction of the Table service takes.</summary>
    public const int MaxTransaction = 100;

    /// <summary>The columns of a query that asks only which rows there are.</summary>
    public static readonly string[] KeysOnly = [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey)];

    /// <summary>Rows of the first page of a search when packs are expected.</summary>
    private const int FewPacks = WorkPack.MaxTogether;

    /// <summary>Whether the last search came to a pack first. A hundred rows would be a megabyte then.</summary>
    private volatile bool _packsExpected;

    /// <summary>Reads an item that has a row of its own; null when it has none (in a pack, finished, or never submitted).</summary>
    public async Task<WorkItem?> FindAsync(WorkItemId id, CancellationToken cancellationToken)
    {
        await storage.EnsureCreatedAsync(cancellationToken);
        var row = await storage.Items.GetEntityIfExistsAsync<TableEntity>(id.Partition, id.RowKey, cancellationToken: cancellationToken);
        return row.HasValue ? WorkItemRow.ToItem(row.Value!) : null;
    }

    /// <summary>Inserts an item.</summary>
    /// <returns>False when it was there already.</returns>
    public async Task<bool> InsertAsync(WorkItem item, CancellationToken cancellationToken)
    {
        await storage.EnsureCreatedAsync(cancellationToken);
        try
        {
            await storage.Items.AddEntityAsync(WorkItemRow.ToEntity(item), cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == StatusCodes.Status409Conflict)
        {
            // Also the answer to a repeated request whose first answer was lost.
            return false;
        }
    }

    /// <summary>Inserts items of one partition, at most <see cref="MaxTransaction"/>: all but those that are there already, or none.</summary>
    /// <returns>The ids of those that were inserted.</returns>
    public async Task<IReadOnlySet<WorkItemId>> InsertAsync(IReadOnlyList<WorkItem> items, CancellationToken cancellationToken)
    {
        if (items is [var alone])
        {
            return await InsertAsync(alone, cancellationToken) ? new HashSet<WorkItemId> { alone.Id } : new HashSet<WorkItemId>();
        }

        await storage.EnsureCreatedAsync(cancellationToken);
        var actions = items.Select(static item => new TableTransactionAction(TableTransactionActionType.Add, WorkItemRow.ToEntity(item))).ToList();
        while (actions.Count > 0)
        {
            try
            {
                await storage.Items.SubmitTransactionAsync(actions, cancellationToken);
                break;
            }
            catch (TableTransactionFailedException e) when (e.Status == StatusCodes.Status409Conflict && e.FailedTransactionActionIndex is { } index)
            {
                actions.RemoveAt(index);
            }
        }

        return actions.Select(static action => new WorkItemId(action.Entity.PartitionKey, action.Entity.RowKey)).ToHashSet();
    }

    /// <summary>Finds what can be claimed now, in the order of the keys. Where a pack comes first the search ends early.</summary>
    /// <param name="partitions">Where to look.</param>
    /// <param name="now">The present time.</param>
    /// <param name="max">Most rows, 1 to 1000.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<IndexRows> FindClaimableAsync(PartitionRange partitions, DateTimeOffset now, int max, CancellationToken cancellationToken)
    {
        await storage.EnsureCreatedAsync(cancellationToken);
        var filter = Claimable(partitions, now);
        var found = new IndexRows();
        var size = _packsExpected ? Math.Min(FewPacks, max) : max;
        string? token = null;
        do
        {
            // A page may be short or empty although more follows: a server returns what it has when its time for one call is up.
            var pages = storage.Items.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).AsPages(token, size);
            var page = await pages.FirstAsync(cancellationToken);
            foreach (var row in page.Values.Take(size))
            {
                found.Add(row);
            }

            token = page.ContinuationToken;
            size = max - found.Count;
        }
        while (token is not null && size > 0 && !found.IsPackFirst);

        if (found.Count > 0)
        {
            _packsExpected = found.IsPackFirst;
        }

        return found;
    }

    /// <summary>Counts the items of each partition that can be claimed now.</summary>
    /// <param name="partitions">Where to look.</param>
    /// <param name="now">The present time.</param>
    /// <param name="max">Items after which the count ends, so that partitions behind a very long one seem to have none.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<IReadOnlyDictionary<string, int>> CountClaimableAsync(
        PartitionRange partitions, DateTimeOffset now, int max, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        await foreach (var row in storage.Items.QueryAsync<TableEntity>(Claimable(partitions, now), select: KeysOnly, cancellationToken: cancellationToken).Take(max))
        {
            counts[row.PartitionKey] = counts.GetValueOrDefault(row.PartitionKey) + 1;
        }

        return counts;
    }

    /// <summary>Finds the partitions with items that can be claimed now: a query for each of them, however many items it has.</summary>
    public async IAsyncEnumerable<string> FindPartitionsAsync(
        PartitionRange partitions, DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var rest = partitions; await FindFirstAsync(rest, now, cancellationToken) is { } partition; rest = rest with { From = PartitionRange.After(partition) })
        {
            yield return partition;
        }
    }

    /// <summary>Changes items of one partition in one transaction: all or none.</summary>
    /// <param name="changed">The items as they are to be; their <see cref="WorkItem.ETag"/> is that of the version read.</param>
    /// <param name="cancellationToken">Ends the call; the change may have happened or not.</param>
    /// <returns>The items with their new versions; null when one of them was changed by somebody else.</returns>
    public async Task<IReadOnlyList<WorkItem>?> TryUpdateAsync(IReadOnlyList<WorkItem> changed, CancellationToken cancellationToken)
    {
        try
        {
            var response = await storage.Items.SubmitTransactionAsync(
                changed.Select(static item => new TableTransactionAction(TableTransactionActionType.UpdateMerge, WorkItemRow.Changes(item), item.ETag)),
                cancellationToken);
            return [.. changed.Select((item, i) => item with { ETag = response.Value[i].Headers.ETag!.Value })];
        }
        catch (TableTransactionFailedException e) when (IsLostRace(e))
        {
            return null;
        }
    }

    /// <summary>Changes one item.</summary>
    /// <returns>The item with its new version; null when it was changed by somebody else, or is gone.</returns>
    public async Task<WorkItem?> TryUpdateAsync(WorkItem changed, CancellationToken cancellationToken)
    {
        try
        {
            var response = await storage.Items.UpdateEntityAsync(WorkItemRow.Changes(changed), changed.ETag, TableUpdateMode.Merge, cancellationToken);
            return changed with { ETag = response.Headers.ETag!.Value };
        }
        catch (RequestFailedException e) when (IsLostRace(e))
        {
            return null;
        }
    }

    /// <summary>Deletes finished items of one partition and changes others, in one transaction.</summary>
    /// <returns>False when one of them was changed by somebody else: then nothing happened.</returns>
    public async Task<bool> TryFinishAsync(IReadOnlyList<WorkItem> finished, IReadOnlyList<WorkItem> changed, CancellationToken cancellationToken)
    {
        try
        {
            await storage.Items.SubmitTransactionAsync(
                [
                    .. finished.Select(static item => new TableTransactionAction(
                        TableTransactionActionType.Delete, new TableEntity(item.Id.Partition, item.Id.RowKey), item.ETag)),
                    .. changed.Select(static item => new TableTransactionAction(TableTransactionActionType.UpdateMerge, WorkItemRow.Changes(item), item.ETag)),
                ],
                cancellationToken);
            return true;
        }
        catch (TableTransactionFailedException e) when (IsLostRace(e))
        {
            return false;
        }
    }

    /// <summary>Deletes a finished item if it is still the version read.</summary>
    public async Task TryDeleteAsync(WorkItem item, CancellationToken cancellationToken)
    {
        try
        {
            await storage.Items.DeleteEntityAsync(item.Id.Partition, item.Id.RowKey, item.ETag, cancellationToken);
        }
        catch (RequestFailedException e) when (IsLostRace(e))
        {
            return;
        }
    }

    /// <summary>Finds items that a worker runs and that somebody wants to stop.</summary>
    /// <param name="first">First partition to look at.</param>
    /// <param name="last">Last partition to look at.</param>
    /// <param name="worker">The worker.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<IReadOnlyList<WorkItemId>> FindCancelRequestedAsync(string first, string last, string worker, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey le {last} and Worker eq {worker} and CancelRequested eq {true}");
        var found = new List<WorkItemId>();
        await foreach (var row in storage.Items.QueryAsync<TableEntity>(filter, select: KeysOnly, cancellationToken: cancellationToken))
        {
            found.Add(new WorkItemId(row.PartitionKey, row.RowKey));
        }

        return found;
    }

    /// <summary>Finds what runs in a partition although its lease has ended.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="now">The present time.</param>
    /// <param name="max">Most rows, 1 to 1000.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<IndexRows> FindExpiredAsync(string partition, DateTimeOffset now, int max, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {partition} and State eq {WorkItemState.Running.ToText()} and Visible le {WorkItemRow.VisibleText(now)}");
        var found = new IndexRows();
        await foreach (var row in storage.Items.QueryAsync<TableEntity>(filter, max, cancellationToken: cancellationToken).Take(max))
        {
            found.Add(row);
        }

        return found;
    }

    /// <summary>Reads where every row of the index stands, without its content.</summary>
    public async IAsyncEnumerable<IndexEntry> ScanAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await storage.EnsureCreatedAsync(cancellationToken);
        await foreach (var row in storage.Items.QueryAsync<TableEntity>(maxPerPage: 1000, select: WorkItemRow.EntryColumns, cancellationToken: cancellationToken))
        {
            yield return WorkItemRow.ToEntry(row);
        }
    }

    private async Task<string?> FindFirstAsync(PartitionRange partitions, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await foreach (var row in storage.Items.QueryAsync<TableEntity>(Claimable(partitions, now), maxPerPage: 1, KeysOnly, cancellationToken))
        {
            return row.PartitionKey;
        }

        return null;
    }

    private static string Claimable(PartitionRange partitions, DateTimeOffset now) =>
        $"{partitions.Filter} and {TableClient.CreateQueryFilter($"Visible le {WorkItemRow.VisibleText(now)}")}";

    // Gone counts as changed: who finished it deleted it.
    private static bool IsLostRace(RequestFailedException e) => e.Status is StatusCodes.Status412PreconditionFailed or StatusCodes.Status404NotFound;
}
