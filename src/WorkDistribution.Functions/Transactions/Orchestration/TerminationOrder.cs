namespace WorkDistribution.Functions.Transactions.Orchestration;

/// <summary>Input of the termination protocol.</summary>
/// <param name="Transaction">The transaction: the coordinator's instance.</param>
/// <param name="StartedAt">When it began, UTC.</param>
/// <param name="Account">The account in doubt.</param>
/// <param name="Peers">The other accounts with something to change.</param>
/// <param name="Interval">How long to wait before asking again, and for answers.</param>
internal sealed record TerminationOrder(string Transaction, DateTime StartedAt, string Account, IReadOnlyList<string> Peers, TimeSpan Interval);
