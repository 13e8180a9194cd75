namespace WorkDistribution.Cli.Transactions;

/// <summary>A participant as the host shows it.</summary>
internal sealed record TransactionParticipant(string Name, string Account, long Delta, string? Vote, string? Reason);
