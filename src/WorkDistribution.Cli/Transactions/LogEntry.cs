namespace WorkDistribution.Cli.Transactions;

/// <summary>An entry of the transaction log.</summary>
internal sealed record LogEntry(DateTime At, string Entry);
