using Microsoft.Azure.Functions.Worker;
using WorkDistribution.Functions.Encodings.Orchestration;
using WorkDistribution.Functions.Encodings.Requests;
using WorkDistribution.Functions.Encodings.Storage;
using WorkDistribution.Functions.ObjectStore;
using WorkDistribution.Functions.Speculation;

namespace WorkDistribution.Functions.Encodings.Activities;

/// <summary>Encodes one chunk.</summary>
/// <remarks>
/// Activities run at least once. An attempt writes an object of its own, and what counts is the marker that is written last, in one
/// step: a second execution finds it and does nothing, two at the same time write chunks of the same content.
/// </remarks>
internal sealed class EncodeActivity(IObjectStore store, EncodingWork work, TimeProvider time)
{
    /// <summary>Encodes a chunk, unless that was done before.</summary>
    [Function(EncodingFunctionNames.Encode)]
    public async Task<EncodedChunk> RunAsync([ActivityTrigger] ChunkOrder order, CancellationToken cancellationToken)
    {
        var layout = new EncodingLayout(order.Encoding);
        var done = await store.TryReadJsonAsync<StoredChunk>(layout.Marker(order.Chunk), cancellationToken);
        done ??= await SupersededAttempt.RunAsync(
            store, layout.Marker(order.Chunk), layout.Description, token => EncodeAsync(layout, order, token), cancellationToken);
        return new EncodedChunk(done.InputBytes, done.EncodeMs);
    }

    private async Task<StoredChunk> EncodeAsync(EncodingLayout layout, ChunkOrder order, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var description = await work.DescribeAsync(layout, cancellationToken);
        var encoder = work.EncoderOf(description.Request.Encoder);
        var name = layout.Chunk(order.Chunk, Guid.NewGuid().ToString("N")[..12]);
        long read;
        long written;
        await using (var writer = await store.CreateAsync(name, transient: true, cancellationToken))
        {
            read = await encoder.EncodeAsync(layout, description, order.Chunk, writer.Content, cancellationToken);
            await InjectAsync(description.Request.Faults, order, cancellationToken);
            written = writer.Content.Position;
            await writer.CommitAsync(cancellationToken);
        }

        var chunk = new StoredChunk(name, read, written, time.GetElapsedTime(started).TotalMilliseconds);
        await store.WriteJsonAsync(layout.Marker(order.Chunk), chunk, cancellationToken);
        return chunk;
    }

    private async Task InjectAsync(InjectedFaults? faults, ChunkOrder order, CancellationToken cancellationToken)
    {
        if (faults is null || order.Attempt > 1 || order.IsBackup)
        {
            return;
        }

        if (faults.Delay.Contains(order.Chunk))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(faults.DelayMs), time, cancellationToken);
        }

        if (faults.Fail.Contains(order.Chunk))
        {
            throw new IOException($"Injected failure of chunk {order.Chunk}.");
        }
    }
}
