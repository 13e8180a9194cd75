namespace WorkDistribution.Functions.Transactions.Orchestration;

/// <summary>An entry of the transaction log.</summary>
/// <param name="At">When it was written, UTC.</param>
/// <param name="Entry">For example <c>P1 VOTED_YES</c>.</param>
internal sealed record LoggedEntry(DateTime At, string Entry);
