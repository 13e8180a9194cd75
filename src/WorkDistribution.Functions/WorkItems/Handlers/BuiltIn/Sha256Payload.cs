namespace WorkDistribution.Functions.WorkItems.Handlers.BuiltIn;

/// <summary>Payload of <c>sha256</c>.</summary>
/// <param name="Text">What to hash, as UTF-8.</param>
/// <param name="Rounds">How often: each round hashes the one before. 1 to 100,000,000; default 1.</param>
internal sealed record Sha256Payload(string Text, int Rounds = 1);
