namespace WorkDistribution.Functions.Sagas.Orders.Storage;

/// <summary>What a check of the ledger found.</summary>
/// <param name="Balanced">Whether there is no difference anywhere.</param>
/// <param name="Orders">Orders in the books, whatever became of them.</param>
/// <param name="Confirmed">Orders that are confirmed.</param>
/// <param name="Difference">Sum of all differences of all accounts, without signs.</param>
/// <param name="AccountCount">Number of accounts.</param>
/// <param name="Accounts">The first 100 accounts, those with a difference first.</param>
/// <param name="UnbalancedOrders">The first 100 orders that are neither applied nor undone as a whole.</param>
internal sealed record LedgerReport(
    bool Balanced,
    int Orders,
    int Confirmed,
    long Difference,
    int AccountCount,
    IReadOnlyList<AccountBalance> Accounts,
    IReadOnlyList<string> UnbalancedOrders);
