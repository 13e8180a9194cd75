namespace WorkDistribution.Functions.Encodings.Orchestration;

/// <summary>Input of the stitch activity.</summary>
/// <param name="Encoding">Prefix of the encoding's objects.</param>
/// <param name="Id">The orchestration's id, for the name of the unfinished file.</param>
internal sealed record StitchOrder(string Encoding, string Id);
