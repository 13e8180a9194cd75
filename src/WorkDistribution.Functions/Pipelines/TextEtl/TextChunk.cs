namespace WorkDistribution.Functions.Pipelines.TextEtl;

/// <summary>The bytes of some lines.</summary>
/// <param name="Source">The file they are from.</param>
/// <param name="FirstLine">Number of the first line, from 1.</param>
/// <param name="Bytes">The lines.</param>
internal sealed record TextChunk(string Source, long FirstLine, byte[] Bytes);
