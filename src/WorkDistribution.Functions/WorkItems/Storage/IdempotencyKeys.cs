using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;
using WorkDistribution.Functions.WorkItems.Items;

namespace WorkDistribution.Functions.WorkItems.Storage;

/// <summary>Which item an idempotency key belongs to. A key's row is written once and never changed.</summary>
internal sealed class IdempotencyKeys(WorkStorage storage)
{
    private const string ItemId = "ItemId";
    private const string Key = "Key";

    /// <summary>Gives a key to an item, unless it belongs to one already.</summary>
    /// <param name="key">The key.</param>
    /// <param name="id">The new item.</param>
    /// <param name="cancellationToken">Ends the call; the key may have been given or not.</param>
    /// <returns>The item that the key belongs to, and whether that is <paramref name="id"/> as of this call.</returns>
    public async Task<(WorkItemId Id, bool IsNew)> ClaimAsync(string key, WorkItemId id, CancellationToken cancellationToken)
    {
        await storage.EnsureCreatedAsync(cancellationToken);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        var partition = hash[..2];
        try
        {
            await storage.Keys.AddEntityAsync(new TableEntity(partition, hash) { [ItemId] = id.ToString(), [Key] = key }, cancellationToken);
            return (id, IsNew: true);
        }
        catch (RequestFailedException e) when (e.Status == StatusCodes.Status409Conflict)
        {
            TableEntity row = await storage.Keys.GetEntityAsync<TableEntity>(partition, hash, cancellationToken: cancellationToken);
            return WorkItemId.TryParse(row.GetString(ItemId), out var owner)
                ? (owner, IsNew: false)
                : throw new InvalidDataException($"The row of idempotency key '{key}' names '{row.GetString(ItemId)}', which is not a work item.");
        }
    }
}
