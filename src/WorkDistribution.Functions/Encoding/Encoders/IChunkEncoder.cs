using WorkDistribution.Functions.Encodings.Orchestration;
using WorkDistribution.Functions.Encodings.Requests;
using WorkDistribution.Functions.Encodings.Storage;

namespace WorkDistribution.Functions.Encodings.Encoders;

/// <summary>Cuts inputs into chunks, encodes one, and stitches the encoded chunks. Each step may be repeated.</summary>
internal interface IChunkEncoder
{
    /// <summary>Its name in requests.</summary>
    string Name { get; }

    /// <summary>What the size of a chunk counts.</summary>
    ChunkUnit Unit { get; }

    /// <summary>Why it cannot work on this machine and what to do about it, or null if it can.</summary>
    string? FindProblem();

    /// <summary>Checks what only this encoder knows.</summary>
    /// <exception cref="EncodingRejectedException">The request cannot be carried out.</exception>
    void CheckRequest(EncodingRequest request);

    /// <summary>Cuts the input.</summary>
    /// <returns>What is known of the chunks then.</returns>
    Task<EncodingDescription> SplitAsync(EncodingLayout layout, EncodingRequest request, CancellationToken cancellationToken);

    /// <summary>Encodes one chunk.</summary>
    /// <returns>Bytes of the input that were read.</returns>
    Task<long> EncodeAsync(EncodingLayout layout, EncodingDescription description, int chunk, Stream output, CancellationToken cancellationToken);

    /// <summary>Puts the encoded chunks together, in order.</summary>
    /// <param name="description">The encoding.</param>
    /// <param name="chunks">The encoded chunks in order.</param>
    /// <param name="file">The file to write; what it holds is replaced.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    Task StitchAsync(EncodingDescription description, IReadOnlyList<StoredChunk> chunks, string file, CancellationToken cancellationToken);
}
