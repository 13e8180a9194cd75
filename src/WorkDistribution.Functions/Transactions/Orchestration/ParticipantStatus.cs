namespace WorkDistribution.Functions.Transactions.Orchestration;

/// <summary>A participant as a status shows it.</summary>
/// <param name="Name"><c>P1</c>, <c>P2</c> and so on.</param>
/// <param name="Account">The account.</param>
/// <param name="Delta">By how much its balance was to change.</param>
/// <param name="Vote"><c>yes</c>, <c>no</c>, <c>readOnly</c>, or null.</param>
/// <param name="Reason">Why it voted no, or did not vote.</param>
internal sealed record ParticipantStatus(string Name, string Account, long Delta, string? Vote, string? Reason);
