using System.Globalization;
using System.Text;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace WorkDistribution.Functions.ObjectStore;

/// <summary>
/// Stages blocks while writing and commits their list at the end, so a reader sees the whole blob or none of it.
/// What is left of a writer that was never committed is removed by the service after a week.
/// </summary>
internal sealed class BlobObjectWriter : ObjectWriter
{
    private readonly BlockBlobClient _blob;
    private readonly BlockStream _content;
    private readonly string _writer = Guid.NewGuid().ToString("N");
    private readonly List<string> _blocks = [];

    public BlobObjectWriter(BlockBlobClient blob)
    {
        _blob = blob;
        _content = new BlockStream(StageAsync);
    }

    public override Stream Content => _content;

    public override async Task CommitAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            if (_blocks.Count == 0)
            {
                // Most objects fit one block: a single call writes and commits them.
                await _blob.UploadAsync(_content.TakePending(), cancellationToken: cancellationToken);
                return;
            }

            await _content.FlushPendingAsync(cancellationToken);
            await _blob.CommitBlockListAsync(_blocks, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.InvalidBlockList)
        {
            // Another writer of the same name committed first, which drops everybody else's staged blocks.
            throw new IOException($"Blob '{_blob.Name}' was written by somebody else at the same time; write it again.", e);
        }
    }

    public override ValueTask DisposeAsync() => _content.DisposeAsync();

    private async Task StageAsync(Stream block, CancellationToken cancellationToken)
    {
        // All block ids of a blob have one length; the writer's id keeps two attempts from mixing their blocks.
        var id = Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{_writer}{_blocks.Count:D6}")));
        await _blob.StageBlockAsync(id, block, cancellationToken: cancellationToken);
        _blocks.Add(id);
    }
}
