using Azure;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Storage;

namespace WorkDistribution.Functions.WorkItems.Packs;

/// <summary>Packs in the pending index. Every change names the version that it was decided upon.</summary>
internal sealed class PackTable(WorkStorage storage)
{
    /// <summary>Reads a pack; null when it is not there any more.</summary>
    public async Task<WorkPack?> FindAsync(WorkPackId id, CancellationToken cancellationToken)
    {
        var row = await storage.Items.GetEntityIfExistsAsync<TableEntity>(id.Partition, id.RowKey, cancellationToken: cancellationToken);
        return row.HasValue ? WorkPackRow.ToPack(row.Value!) : null;
    }

    /// <summary>Inserts a pack of a new id.</summary>
    public async Task InsertAsync(WorkPack pack, CancellationToken cancellationToken)
    {
        await storage.EnsureCreatedAsync(cancellationToken);
        try
        {
            await storage.Items.AddEntityAsync(WorkPackRow.ToEntity(pack), cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == StatusCodes.Status409Conflict)
        {
            // The request was repeated because its first answer was lost.
        }
    }

    /// <summary>Changes who runs a pack.</summary>
    /// <returns>The pack with its new version; null when it was changed by somebody else, or is gone.</returns>
    public async Task<WorkPack?> TryUpdateAsync(WorkPack changed, CancellationToken cancellationToken)
    {
        try
        {
            var response = await storage.Items.UpdateEntityAsync(WorkPackRow.Changes(changed), changed.ETag, TableUpdateMode.Merge, cancellationToken);
            return changed with { ETag = response.Headers.ETag!.Value };
        }
        catch (RequestFailedException e) when (IsLostRace(e))
        {
            return null;
        }
    }

    /// <summary>Deletes a pack.</summary>
    /// <returns>False when it was changed by somebody else, or is gone.</returns>
    public async Task<bool> TryDeleteAsync(WorkPackId id, ETag version, CancellationToken cancellationToken)
    {
        try
        {
            var response = await storage.Items.DeleteEntityAsync(id.Partition, id.RowKey, version, cancellationToken);
            return response.Status != StatusCodes.Status404NotFound;
        }
        catch (RequestFailedException e) when (IsLostRace(e))
        {
            return false;
        }
    }

    /// <summary>Puts rows of items in the place of their pack, in one transaction. An item that has a row already keeps that.</summary>
    /// <returns>The items that have a row now, with their versions; null when the pack was changed by somebody else, or is gone.</returns>
    public async Task<IReadOnlyList<WorkItem>?> TryReplaceAsync(WorkPackId id, ETag version, IReadOnlyList<WorkItem> items, CancellationToken cancellationToken)
    {
        var left = items.ToList();
        while (true)
        {
            try
            {
                var response = await storage.Items.SubmitTransactionAsync(
                    [
                        Deletion(id, version),
                        .. left.Select(static item => new TableTransactionAction(TableTransactionActionType.Add, WorkItemRow.ToEntity(item))),
                    ],
                    cancellationToken);
                return [.. left.Select((item, i) => item with { InPack = false, ETag = response.Value[i + 1].Headers.ETag!.Value })];
            }
            catch (TableTransactionFailedException e) when (IsLostRace(e))
            {
                return null;
            }
            catch (TableTransactionFailedException e) when (e is { Status: StatusCodes.Status409Conflict, FailedTransactionActionIndex: > 0 and { } index })
            {
                left.RemoveAt(index - 1);
            }
        }
    }

    /// <summary>Reads the rows that items of a pack have of their own.</summary>
    public async Task<IReadOnlyList<WorkItem>> FindRowsAsync(WorkPackId id, CancellationToken cancellationToken) =>
        await storage.Items.QueryAsync<TableEntity>(ItemsOf(id), cancellationToken: cancellationToken).Select(WorkItemRow.ToItem).ToListAsync(cancellationToken);

    /// <summary>The condition for rows of a pack's items, in any table.</summary>
    public static string ItemsOf(WorkPackId id) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {id.Partition} and RowKey ge {id.FirstKey} and RowKey lt {id.EndKey}");

    private static TableTransactionAction Deletion(WorkPackId id, ETag version) =>
        new(TableTransactionActionType.Delete, new TableEntity(id.Partition, id.RowKey), version);

    private static bool IsLostRace(RequestFailedException e) => e.Status is StatusCodes.Status412PreconditionFailed or StatusCodes.Status404NotFound;
}
