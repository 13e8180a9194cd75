namespace WorkDistribution.Cli.Transactions;

/// <summary>Messages of the plain protocol, and how many of them were saved.</summary>
internal sealed record MessageCount(int Plain, int Saved);
