using System.Text.Json;

namespace WorkDistribution.Functions.Sagas.Orders.Storage;

/// <summary>Compares the accounts with the ledger, and every order with what it holds.</summary>
internal sealed class LedgerCheck(OrderTables tables)
{
    private const int MaxReported = 100;

    /// <summary>Reads all tables. What is found is exact only while no order is under way.</summary>
    public async Task<LedgerReport> RunAsync(CancellationToken cancellationToken)
    {
        var openings = new Dictionary<string, long>(StringComparer.Ordinal);
        var posted = new Dictionary<string, long>(StringComparer.Ordinal);
        var orders = new Dictionary<string, OrderBalance>(StringComparer.Ordinal);
        var ledger = await tables.LedgerAsync(cancellationToken);
        await foreach (var row in ledger.QueryAsync<LedgerRow>(cancellationToken: cancellationToken))
        {
            if (row.PartitionKey == LedgerRow.OpeningPartition)
            {
                openings[row.Account!] = row.Change;
                continue;
            }

            if (!orders.TryGetValue(row.PartitionKey, out var order))
            {
                orders[row.PartitionKey] = order = new OrderBalance();
            }

            order.Add(row);
            if (row.Account is { } account)
            {
                posted[account] = posted.GetValueOrDefault(account) + row.Change;
            }
        }

        var accounts = await ReadAccountsAsync(openings, posted, cancellationToken);
        var wrong = accounts.Where(static account => !account.IsBalanced).ToList();
        var unbalanced = orders.Where(static order => !order.Value.IsBalanced).Select(static order => order.Key).Order(StringComparer.Ordinal).ToList();
        return new LedgerReport(
            wrong.Count == 0 && unbalanced.Count == 0,
            orders.Count,
            orders.Values.Count(static order => order.IsConfirmed),
            accounts.Sum(static account => Math.Abs(account.Difference) + Math.Abs(account.HoldDifference)),
            accounts.Count,
            [.. wrong.Concat(accounts.Where(static account => account.IsBalanced)).Take(MaxReported)],
            [.. unbalanced.Take(MaxReported)]);
    }

    private async Task<List<AccountBalance>> ReadAccountsAsync(
        Dictionary<string, long> openings, Dictionary<string, long> posted, CancellationToken cancellationToken)
    {
        var balances = new List<AccountBalance>();
        foreach (var kind in Enum.GetValues<OrderAccountKind>())
        {
            var available = new SortedDictionary<string, long>(StringComparer.Ordinal);
            var held = new Dictionary<string, long>(StringComparer.Ordinal);
            var table = await tables.AccountsAsync(kind, cancellationToken);
            await foreach (var row in table.QueryAsync<Azure.Data.Tables.TableEntity>(cancellationToken: cancellationToken))
            {
                if (row.RowKey == AccountRow.Key)
                {
                    available[row.PartitionKey] = row.GetInt64(nameof(AccountRow.Available)) ?? 0;
                }
                else if (row.GetString(nameof(HoldRow.State)) == HoldRow.Held)
                {
                    held[row.PartitionKey] = held.GetValueOrDefault(row.PartitionKey) + (row.GetInt64(nameof(HoldRow.Amount)) ?? 0);
                }
            }

            balances.AddRange(available.Select(entry =>
            {
                var account = new OrderAccount(kind, entry.Key).ToString();
                return new AccountBalance(
                    account, openings.GetValueOrDefault(account), posted.GetValueOrDefault(account), entry.Value, held.GetValueOrDefault(entry.Key));
            }));
        }

        return balances;
    }

    /// <summary>What one order's postings come to.</summary>
    private sealed class OrderBalance
    {
        private readonly Dictionary<string, long> _changes = new(StringComparer.Ordinal);
        private OrderInput? _order;

        public bool IsConfirmed { get; private set; }

        // Confirmed: everything is held. Otherwise: nothing is.
        public bool IsBalanced => IsConfirmed
            ? _order is not null && Change(OrderAccount.Stock(_order.Sku)) == -_order.Quantity
                && Change(OrderAccount.Balance(_order.Customer)) == -_order.AmountCents
                && Change(OrderAccount.Capacity(_order.Zone)) == -1
            : _changes.Values.All(static change => change == 0);

        public void Add(LedgerRow row)
        {
            if (row.Account is { } account)
            {
                _changes[account] = _changes.GetValueOrDefault(account) + row.Change;
            }
            else if (row.State == OrderLedger.Confirmed)
            {
                IsConfirmed = true;
                _order = JsonSerializer.Deserialize<OrderInput>(row.Order!, JsonSerializerOptions.Web);
            }
        }

        private long Change(OrderAccount account) => _changes.GetValueOrDefault(account.ToString());
    }
}
