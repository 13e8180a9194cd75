namespace WorkDistribution.Functions.Transactions.Accounts;

/// <summary>A peer in doubt asks what is known of a transaction.</summary>
/// <param name="Transaction">The transaction.</param>
/// <param name="StartedAt">When it began, UTC.</param>
internal sealed record PeerQuestion(string Transaction, DateTime StartedAt);
