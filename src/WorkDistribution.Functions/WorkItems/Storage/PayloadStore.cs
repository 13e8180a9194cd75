using System.Text;
using WorkDistribution.Functions.ObjectStore;
using WorkDistribution.Functions.WorkItems.Handlers;
using WorkDistribution.Functions.WorkItems.Items;

namespace WorkDistribution.Functions.WorkItems.Storage;

/// <summary>Payloads: small ones lie in the item's row, large ones in the object store.</summary>
internal sealed class PayloadStore(IObjectStore store)
{
    /// <summary>UTF-8 bytes that a row carries. A hundred of them must fit a transaction of 4 MiB.</summary>
    public const int MaxInline = 16 * 1024;

    /// <summary>Puts a payload where it belongs, before the item is inserted.</summary>
    public async Task<WorkItem> AttachAsync(WorkItem item, string payload, CancellationToken cancellationToken)
    {
        if (Encoding.UTF8.GetByteCount(payload) <= MaxInline)
        {
            return item with { Payload = payload };
        }

        await using var writer = await store.CreateAsync(Name(item.Id), cancellationToken: cancellationToken);
        await writer.Content.WriteAsync(Encoding.UTF8.GetBytes(payload), cancellationToken);
        await writer.CommitAsync(cancellationToken);
        return item with { PayloadIsStored = true };
    }

    /// <summary>Reads an item's payload as JSON.</summary>
    /// <exception cref="PermanentFailureException">It was deleted from the object store.</exception>
    public async ValueTask<string> ReadAsync(WorkItem item, CancellationToken cancellationToken)
    {
        if (!item.PayloadIsStored)
        {
            return item.Payload ?? "null";
        }

        try
        {
            using var reader = new StreamReader(await store.OpenReadAsync(Name(item.Id), cancellationToken: cancellationToken), Encoding.UTF8);
            return await reader.ReadToEndAsync(cancellationToken);
        }
        catch (ObjectNotFoundException e)
        {
            throw new PermanentFailureException(
                $"The payload is not in the object store ({e.Message}): let all processes use one store, or submit the item again.", e);
        }
    }

    /// <summary>Deletes the payload of an item that will never run again.</summary>
    public Task DiscardAsync(WorkItem item, CancellationToken cancellationToken) => store.DeletePrefixAsync(Prefix(item.Id), cancellationToken);

    private static string Name(WorkItemId id) => Prefix(id) + "payload.json";

    private static string Prefix(WorkItemId id) => $"work/{id}/";
}
