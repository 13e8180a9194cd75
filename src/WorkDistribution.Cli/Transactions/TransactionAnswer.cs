namespace WorkDistribution.Cli.Transactions;

/// <summary>What <c>GET /api/transactions/{id}</c> answers.</summary>
internal sealed record TransactionAnswer(
    string Id, string State, string? Decision, string? Reason, IReadOnlyList<TransactionParticipant> Participants, MessageCount Messages)
{
    public const string Committed = "committed";
}
