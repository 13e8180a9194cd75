namespace WorkDistribution.Functions.Encodings.Orchestration;

/// <summary>What the encode activity tells the orchestration; the bytes lie in the object store.</summary>
/// <param name="Bytes">Bytes that were encoded.</param>
/// <param name="EncodeMs">How long the attempt that counts took, in milliseconds.</param>
internal sealed record EncodedChunk(long Bytes, double EncodeMs);
