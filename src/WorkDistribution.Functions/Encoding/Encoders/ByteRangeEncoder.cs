using System.Buffers;
using System.Globalization;
using WorkDistribution.Functions.Encodings.Orchestration;
using WorkDistribution.Functions.Encodings.Requests;
using WorkDistribution.Functions.Encodings.Storage;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.Encodings.Encoders;

/// <summary>
/// Encoders whose outputs may be concatenated: each chunk is a range of bytes of the input and becomes a whole gzip member or zstd frame.
/// </summary>
internal abstract class ByteRangeEncoder(IObjectStore store, EncodingPaths paths) : IChunkEncoder
{
    private const int BufferBytes = 256 * 1024;

    public abstract string Name { get; }

    public ChunkUnit Unit => ChunkUnit.Bytes;

    public string? FindProblem() => null;

    public void CheckRequest(EncodingRequest request)
    {
        if (Chunks(request) > EncodingLimits.MaxChunks)
        {
            throw new EncodingRejectedException("chunk", string.Create(
                CultureInfo.InvariantCulture,
                $"cuts {request.Input.Length} bytes into {Chunks(request)} chunks; at most {EncodingLimits.MaxChunks} are taken. Use chunks of at least {(request.Input.Length + EncodingLimits.MaxChunks - 1) / EncodingLimits.MaxChunks} bytes."));
        }
    }

    public Task<EncodingDescription> SplitAsync(EncodingLayout layout, EncodingRequest request, CancellationToken cancellationToken)
    {
        paths.CheckInput(request.Input);
        CheckRequest(request);
        return Task.FromResult(new EncodingDescription(request, (int)Chunks(request), Video: null));
    }

    public async Task<long> EncodeAsync(
        EncodingLayout layout, EncodingDescription description, int chunk, Stream output, CancellationToken cancellationToken)
    {
        var request = description.Request;
        var offset = chunk * (long)request.ChunkSize;
        var length = Math.Min((long)request.ChunkSize, request.Input.Length - offset);
        await using var input = paths.OpenInput(request.Input, offset);
        await using var encoded = Compress(output);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            for (var left = length; left > 0;)
            {
                var read = await input.ReadAsync(buffer.AsMemory(0, (int)Math.Min(BufferBytes, left)), cancellationToken);
                if (read == 0)
                {
                    throw new EncodingRejectedException("input", $"'{request.Input.Path}' became shorter while it was read. Submit it again.");
                }

                await encoded.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                left -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return length;
    }

    public async Task StitchAsync(EncodingDescription description, IReadOnlyList<StoredChunk> chunks, string file, CancellationToken cancellationToken)
    {
        await using var output = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, BufferBytes, FileOptions.SequentialScan);
        foreach (var chunk in chunks)
        {
            await using var encoded = await store.OpenReadAsync(chunk.Name, 0, cancellationToken);
            await encoded.CopyToAsync(output, BufferBytes, cancellationToken);
        }

        // The name must not become durable before the bytes.
        output.Flush(flushToDisk: true);
    }

    /// <summary>Makes the stream that compresses into <paramref name="output"/>, which it leaves open.</summary>
    protected abstract Stream Compress(Stream output);

    private static long Chunks(EncodingRequest request) => (request.Input.Length + (long)request.ChunkSize - 1) / (long)request.ChunkSize;
}
