namespace WorkDistribution.Functions.Encodings.Orchestration;

/// <summary>What the split activity tells the orchestration.</summary>
/// <param name="Chunks">Number of chunks.</param>
/// <param name="Processors">Processors of the machine that split.</param>
/// <param name="SplitMs">How long it took, in milliseconds.</param>
internal sealed record SplitInput(int Chunks, int Processors, double SplitMs);
