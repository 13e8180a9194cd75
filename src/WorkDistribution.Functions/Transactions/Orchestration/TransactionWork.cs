namespace WorkDistribution.Functions.Transactions.Orchestration;

/// <summary>A participant and its part.</summary>
/// <param name="Account">The account.</param>
/// <param name="Delta">By how much its balance is to change; 0 for one that is only looked at.</param>
/// <param name="Minimum">What must be left; at least zero.</param>
internal sealed record TransactionWork(string Account, long Delta, long Minimum);
