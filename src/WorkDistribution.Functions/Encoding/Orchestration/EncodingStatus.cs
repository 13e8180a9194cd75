using System.Text.Json.Serialization;

namespace WorkDistribution.Functions.Encodings.Orchestration;

/// <summary>The orchestration's custom status.</summary>
/// <param name="Phase"><c>split</c>, <c>encode</c>, <c>stitch</c> or <c>done</c>.</param>
/// <param name="Chunks">Number of chunks; 0 until the input is cut.</param>
/// <param name="ChunksDone">Chunks encoded.</param>
/// <param name="RetriedChunks">Chunks with at least one failed attempt.</param>
/// <param name="InputBytes">Bytes of the input.</param>
/// <param name="BytesDone">Bytes of the chunks encoded.</param>
internal sealed record EncodingStatus(
    [property: JsonPropertyName("phase")] string Phase,
    [property: JsonPropertyName("chunks")] int Chunks,
    [property: JsonPropertyName("chunksDone")] int ChunksDone,
    [property: JsonPropertyName("retriedChunks")] int RetriedChunks,
    [property: JsonPropertyName("inputBytes")] long InputBytes,
    [property: JsonPropertyName("bytesDone")] long BytesDone);
