using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using WorkDistribution.Functions.ObjectStore;
using WorkDistribution.Functions.Storage;

namespace WorkDistribution.Functions.MapReduce.Input;

/// <summary>Blobs under <c>container/prefix</c> of the storage account that <see cref="MapReduceOptions.BlobConnection"/> names.</summary>
internal sealed class BlobInputSource(IConfiguration configuration, IOptions<MapReduceOptions> options) : IInputSource
{
    public InputKind Kind => InputKind.Blobs;

    public async Task<IReadOnlyList<InputItem>> FindAsync(JobInput input, CancellationToken cancellationToken)
    {
        var (container, prefix) = Open(input);
        var items = new List<InputItem>();
        try
        {
            var listing = container.GetBlobsAsync(new GetBlobsOptions { Prefix = prefix }, cancellationToken);
            await foreach (var blob in listing)
            {
                if (items.Count >= options.Value.MaxInputs)
                {
                    throw Rejected(input, $"'{input.Blobs}' holds more than {options.Value.MaxInputs} blobs. Narrow the prefix or raise MapReduce__MaxInputs.");
                }

                items.Add(new InputItem(blob.Name, blob.Properties.ContentLength ?? 0, Version: blob.Properties.ETag?.ToString("H")));
            }
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            throw Rejected(input, $"there is no container '{container.Name}'.");
        }
        catch (RequestFailedException e) when (e.Status is 400 or 401 or 403)
        {
            throw Rejected(input, $"container '{container.Name}' cannot be read: {e.ErrorCode}.");
        }

        return items.Count > 0 ? items : throw Rejected(input, $"'{input.Blobs}' names no blob.");
    }

    public async Task<Stream> OpenAsync(JobInput input, InputItem item, long offset, CancellationToken cancellationToken)
    {
        var (container, _) = Open(input);
        try
        {
            var download = await container.GetBlobClient(item.Name).DownloadStreamingAsync(
                new BlobDownloadOptions
                {
                    Range = new HttpRange(offset),
                    Conditions = item.Version is { } tag ? new BlobRequestConditions { IfMatch = new ETag(tag) } : null,
                },
                cancellationToken);
            return download.Value.Content;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            throw Rejected(input, $"blob '{container.Name}/{item.Name}' was changed or deleted after the job was planned. Submit the job again.");
        }
    }

    private (BlobContainerClient Container, string Prefix) Open(JobInput input)
    {
        var path = input.Blobs ?? "";
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var (container, prefix) = slash < 0 ? (path, "") : (path[..slash], path[(slash + 1)..]);
        if (!BlobContainerName.IsValid(container))
        {
            throw Rejected(input, $"'{path}' is not 'container/prefix': a container's name has 3 to 63 lower-case letters, digits and single hyphens.");
        }

        return StorageConnection.TryCreateBlobClient(configuration, options.Value.BlobConnection, out var client, out var problem)
            ? (client.GetBlobContainerClient(container), prefix)
            : throw Rejected(input, $"blobs cannot be read, since {problem}");
    }

    private static InputRejectedException Rejected(JobInput input, string message) => new(input.Field, message);
}
