namespace WorkDistribution.Functions.Encodings.Orchestration;

/// <summary>Input of the encode activity.</summary>
/// <param name="Encoding">Prefix of the encoding's objects.</param>
/// <param name="Chunk">Which chunk, from 0.</param>
/// <param name="Attempt">Which attempt, from 1.</param>
/// <param name="IsBackup">Whether it runs beside one that is slow.</param>
internal sealed record ChunkOrder(string Encoding, int Chunk, int Attempt, bool IsBackup);
