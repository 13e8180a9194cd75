using WorkDistribution.Core.Transactions;

namespace WorkDistribution.Functions.Transactions.Accounts;

/// <summary>The vote.</summary>
/// <param name="Vote">What the account votes.</param>
/// <param name="Reason">Why it votes no; null otherwise.</param>
internal sealed record PrepareAnswer(TransactionVote Vote, string? Reason);
