namespace WorkDistribution.Functions.Transactions.Orchestration;

/// <summary>Messages between coordinator and participants.</summary>
/// <param name="Plain">What the plain protocol takes: four for each participant.</param>
/// <param name="Saved">What presumed abort and read-only votes made unnecessary.</param>
internal sealed record MessageCount(int Plain, int Saved);
