namespace WorkDistribution.Functions.Encodings.Orchestration;

/// <summary>What the stitch activity tells the orchestration.</summary>
/// <param name="Bytes">Size of the output.</param>
/// <param name="StitchMs">How long it took, in milliseconds.</param>
internal sealed record StitchedOutput(long Bytes, double StitchMs);
