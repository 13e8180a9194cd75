using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace WorkDistribution.Functions.ObjectStore;

/// <summary>Objects as block blobs in one container, which is created by the first write.</summary>
internal sealed class BlobObjectStore(BlobContainerClient container) : IObjectStore
{
    private volatile bool _containerExists;

    public async Task<Stream> OpenReadAsync(string name, long offset = 0, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var blob = container.GetBlobClient(ObjectName.Validate(name));
        try
        {
            var options = new BlobDownloadOptions { Range = new HttpRange(offset) };
            var download = await blob.DownloadStreamingAsync(options, cancellationToken);
            return download.Value.Content;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            throw new ObjectNotFoundException(name, e);
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.InvalidRange)
        {
            return Stream.Null;
        }
    }

    public async Task<ObjectWriter> CreateAsync(string name, bool transient = false, CancellationToken cancellationToken = default)
    {
        ObjectName.Validate(name);
        if (!_containerExists)
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            _containerExists = true;
        }

        return new BlobObjectWriter(container.GetBlockBlobClient(name));
    }

    public async IAsyncEnumerable<StoredObject> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ObjectName.ValidatePrefix(prefix);
        if (!_containerExists && !await container.ExistsAsync(cancellationToken))
        {
            yield break;
        }

        var options = new GetBlobsOptions { Prefix = prefix };
        await foreach (var blob in container.GetBlobsAsync(options, cancellationToken))
        {
            yield return new StoredObject(blob.Name, blob.Properties.ContentLength ?? 0);
        }
    }

    public async Task<bool> ExistsAsync(string name, CancellationToken cancellationToken = default) =>
        await container.GetBlobClient(ObjectName.Validate(name)).ExistsAsync(cancellationToken);

    public async Task DeletePrefixAsync(string prefix, CancellationToken cancellationToken = default)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(ListAsync(prefix, cancellationToken), parallel, async (stored, token) =>
            await container.DeleteBlobIfExistsAsync(stored.Name, cancellationToken: token));
    }

    public string Locate(string prefix) => $"{container.Name}/{ObjectName.ValidatePrefix(prefix).TrimEnd('/')}";
}
