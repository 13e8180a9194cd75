using WorkDistribution.Core.Transactions;

namespace WorkDistribution.Functions.Transactions.Accounts;

/// <summary>COMMIT or ABORT.</summary>
/// <param name="Transaction">The transaction.</param>
/// <param name="StartedAt">When it began, UTC.</param>
/// <param name="Decision">The decision.</param>
internal sealed record DecisionOrder(string Transaction, DateTime StartedAt, TransactionDecision Decision);
