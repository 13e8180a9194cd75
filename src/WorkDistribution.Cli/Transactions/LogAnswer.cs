namespace WorkDistribution.Cli.Transactions;

/// <summary>What <c>GET /api/transactions/{id}/log</c> answers.</summary>
internal sealed record LogAnswer(string Id, IReadOnlyDictionary<string, string> Participants, IReadOnlyList<LogEntry> Entries, MessageCount Messages);
