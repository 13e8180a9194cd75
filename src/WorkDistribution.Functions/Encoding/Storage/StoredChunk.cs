namespace WorkDistribution.Functions.Encodings.Storage;

/// <summary>A chunk that is done.</summary>
/// <param name="Name">The object that holds it.</param>
/// <param name="InputBytes">Bytes that were encoded.</param>
/// <param name="OutputBytes">Bytes that came out.</param>
/// <param name="EncodeMs">How long the attempt took, in milliseconds.</param>
internal sealed record StoredChunk(string Name, long InputBytes, long OutputBytes, double EncodeMs);
