using System.Net;
using Azure;
using Azure.Data.Tables;

namespace WorkDistribution.Functions.Sagas.Orders.Storage;

/// <summary>
/// Holds and releases parts of accounts. The account's row and the hold's row change in one transaction: the hold's key is the saga's
/// idempotency key, so that whatever is repeated finds what was done before; the account's ETag guards against other orders. The ledger
/// is posted afterwards, with rows that are the same each time.
/// </summary>
internal sealed class OrderHolds(OrderTables tables, OrderLedger ledger, TimeProvider time, Random random)
{
    private const int MaxTries = 30;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Opens an account, unless it is open.</summary>
    /// <returns>Whether it was opened now.</returns>
    public async Task<bool> OpenAsync(OrderAccount account, long amount, CancellationToken cancellationToken)
    {
        var table = await tables.AccountsAsync(account.Kind, cancellationToken);
        var row = new AccountRow { PartitionKey = account.Name, Opening = amount, Available = amount };
        var isNew = await TryAsync(() => table.AddEntityAsync(row, cancellationToken), HttpStatusCode.Conflict);
        var opening = isNew ? amount : (await table.GetEntityAsync<AccountRow>(account.Name, AccountRow.Key, cancellationToken: cancellationToken)).Value.Opening;
        await ledger.PostOpeningAsync(account, opening, cancellationToken);
        return isNew;
    }

    /// <summary>Holds an amount, once.</summary>
    /// <returns>Null: there is nothing to refer to but the idempotency key.</returns>
    /// <exception cref="SagaRefusedException">There is no such account, too little is available, or the hold was released before.</exception>
    public async Task<string?> HoldAsync(OrderAccount account, long amount, SagaCall call, CancellationToken cancellationToken)
    {
        var table = await tables.AccountsAsync(account.Kind, cancellationToken);
        var key = HoldRow.KeyOf(call.IdempotencyKey);
        await UntilUncontendedAsync(account, () => TryHoldAsync(table, account, key, amount, cancellationToken), cancellationToken);
        await ledger.PostHoldAsync(call, account, amount, released: false, cancellationToken);
        return null;
    }

    /// <summary>Releases what is held, once; if nothing is, makes sure that nothing will be.</summary>
    public async Task ReleaseAsync(OrderAccount account, SagaCall call, CancellationToken cancellationToken)
    {
        var table = await tables.AccountsAsync(account.Kind, cancellationToken);
        var key = HoldRow.KeyOf(call.IdempotencyKey);
        long amount = 0;
        await UntilUncontendedAsync(
            account,
            async () =>
            {
                var released = await TryReleaseAsync(table, account, key, cancellationToken);
                amount = released ?? 0;
                return released is not null;
            },
            cancellationToken);
        if (amount > 0)
        {
            await ledger.PostHoldAsync(call, account, amount, released: true, cancellationToken);
        }
    }

    private static async Task<bool> TryHoldAsync(TableClient table, OrderAccount account, string key, long amount, CancellationToken cancellationToken)
    {
        var row = await FindAsync<AccountRow>(table, account.Name, AccountRow.Key, cancellationToken);
        if (row is null || row.Available < amount)
        {
            // An attempt before this one may have held it, and left too little for a second time.
            return await IsHeldAsync(table, account, key, cancellationToken)
                ? true
                : throw new SagaRefusedException(row is null
                    ? $"There is no account {account}. Open it by POST /api/orders/accounts."
                    : $"{account} has {row.Available} available, and {amount} are asked for.");
        }

        row.Available -= amount;
        var hold = new HoldRow { PartitionKey = account.Name, RowKey = key, Amount = amount };
        TableTransactionAction[] transaction = [new(TableTransactionActionType.UpdateReplace, row, row.ETag), new(TableTransactionActionType.Add, hold)];
        return await TryAsync(() => table.SubmitTransactionAsync(transaction, cancellationToken), HttpStatusCode.Conflict, HttpStatusCode.PreconditionFailed)
            || await IsHeldAsync(table, account, key, cancellationToken);
    }

    /// <summary>The amount that was released, now or before, or null when another order came between.</summary>
    private static async Task<long?> TryReleaseAsync(TableClient table, OrderAccount account, string key, CancellationToken cancellationToken)
    {
        var hold = await FindAsync<HoldRow>(table, account.Name, key, cancellationToken);
        if (hold is null)
        {
            var nothing = new HoldRow { PartitionKey = account.Name, RowKey = key, State = HoldRow.Released };
            return await TryAsync(() => table.AddEntityAsync(nothing, cancellationToken), HttpStatusCode.Conflict) ? 0 : null;
        }

        if (hold.State == HoldRow.Released)
        {
            return hold.Amount;
        }

        var row = (await table.GetEntityAsync<AccountRow>(account.Name, AccountRow.Key, cancellationToken: cancellationToken)).Value;
        row.Available += hold.Amount;
        hold.State = HoldRow.Released;
        TableTransactionAction[] transaction =
            [new(TableTransactionActionType.UpdateReplace, row, row.ETag), new(TableTransactionActionType.UpdateReplace, hold, hold.ETag)];
        return await TryAsync(() => table.SubmitTransactionAsync(transaction, cancellationToken), HttpStatusCode.PreconditionFailed) ? hold.Amount : null;
    }

    private static async Task<bool> IsHeldAsync(TableClient table, OrderAccount account, string key, CancellationToken cancellationToken)
    {
        var hold = await FindAsync<HoldRow>(table, account.Name, key, cancellationToken);
        return hold?.State == HoldRow.Released
            ? throw new SagaRefusedException($"What is held of {account} by '{key}' was released before.")
            : hold is not null;
    }

    private static async Task<T?> FindAsync<T>(TableClient table, string partition, string key, CancellationToken cancellationToken)
        where T : class, ITableEntity
    {
        var found = await table.GetEntityIfExistsAsync<T>(partition, key, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    private static async Task<bool> TryAsync(Func<Task> write, params HttpStatusCode[] expected)
    {
        try
        {
            await write();
            return true;
        }
        catch (RequestFailedException e) when (expected.Contains((HttpStatusCode)e.Status))
        {
            return false;
        }
    }

    private async Task UntilUncontendedAsync(OrderAccount account, Func<Task<bool>> tryAsync, CancellationToken cancellationToken)
    {
        for (var tries = 1; !await tryAsync(); tries++)
        {
            if (tries == MaxTries)
            {
                throw new IOException($"{account} was changed by others {MaxTries} times in a row. The step is tried again later.");
            }

            await Task.Delay(random.NextDouble() * LongestPause, time, cancellationToken);
        }
    }
}
