using WorkDistribution.Core.Transactions;

namespace WorkDistribution.Functions.Transactions.Accounts;

/// <summary>How a transaction ended for an account.</summary>
/// <param name="Transaction">The transaction.</param>
/// <param name="StartedAt">When it began, UTC.</param>
/// <param name="Phase"><see cref="ParticipantPhase.Committed"/> or <see cref="ParticipantPhase.Aborted"/>.</param>
internal sealed record FinishedTransaction(string Transaction, DateTime StartedAt, ParticipantPhase Phase);
