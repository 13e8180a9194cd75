namespace WorkDistribution.Functions.Transactions.Accounts;

/// <summary>PREPARE: what a transaction asks of an account.</summary>
/// <param name="Transaction">The transaction's id: the coordinator's instance.</param>
/// <param name="Delta">By how much the balance is to change.</param>
/// <param name="Minimum">What must be left after it; at least zero.</param>
/// <param name="MayVoteReadOnly">Whether an account with nothing to change may vote read-only.</param>
/// <param name="Peers">The other accounts that have something to change: whom to ask when the coordinator is silent.</param>
/// <param name="StartedAt">When the transaction began, UTC.</param>
/// <param name="DecisionDueAt">When to run the termination protocol if there is no decision, UTC.</param>
/// <param name="TerminationInterval">How long to wait before asking again.</param>
internal sealed record PrepareOrder(
    string Transaction,
    long Delta,
    long Minimum,
    bool MayVoteReadOnly,
    IReadOnlyList<string> Peers,
    DateTime StartedAt,
    DateTime DecisionDueAt,
    TimeSpan TerminationInterval);
