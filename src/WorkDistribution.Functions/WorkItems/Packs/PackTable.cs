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

    /// <summary>Inserts packs of one partition, of new ids.</summary>
    public async Task InsertAsync(IEnumerable<WorkPack> packs, CancellationToken cancellationToken)
    {
        await storage.EnsureCreatedAsync(cancellationToken);
        try
        {
            await storage.Items.SubmitTransactionAsync(
                packs.Select(static pack => new TableTransactionAction(TableTransactionActionType.Add, WorkPackRow.ToEntity(pack))), cancellationToken);
        }
        catch (TableTransactionFailedException e) when (e.Status == StatusCodes.Status409Conflict)
        {
            // The request was repeated because its first answer was lost.
        }
    }

    /// <summary>Changes who runs packs of one partition: of all or none.</summary>
    /// <returns>The packs with their new versions; null when one was changed by somebody else, or is gone.</returns>
    public async Task<IReadOnlyList<WorkPack>?> TryUpdateAsync(IReadOnlyList<WorkPack> changed, CancellationToken cancellationToken)
    {
        try
        {
            var response = await storage.Items.SubmitTransactionAsync(
                changed.Select(static pack => new TableTransactionAction(TableTransactionActionType.UpdateMerge, WorkPackRow.Changes(pack), pack.ETag)), cancellationToken);
            return [.. changed.Select((pack, i) => pack with { ETag = response.Value[i].Headers.ETag!.Value })];
        }
        catch (TableTransactionFailedException e) when (IsLostRace(e))
        {
            return null;
        }
    }

    /// <summary>Deletes packs of one partition: all or none.</summary>
    /// <returns>False when one was changed by somebody else, or is gone.</returns>
    public async Task<bool> TryDeleteAsync(IEnumerable<WorkPack> packs, CancellationToken cancellationToken)
    {
        try
        {
            await storage.Items.SubmitTransactionAsync(packs.Select(static pack => Deletion(pack.Id, pack.ETag)), cancellationToken);
            return true;
        }
        catch (TableTransactionFailedException e) when (IsLostRace(e))
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
