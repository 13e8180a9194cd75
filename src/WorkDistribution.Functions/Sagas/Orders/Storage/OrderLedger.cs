using System.Net;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;

namespace WorkDistribution.Functions.Sagas.Orders.Storage;

/// <summary>
/// The books: one partition an order, with a row for the order itself and a posting for every hold and release. Postings are upserts of
/// rows that are the same each time they are written.
/// </summary>
internal sealed class OrderLedger(OrderTables tables)
{
    /// <summary>The order is in the books.</summary>
    public const string Confirmed = "CONFIRMED";

    /// <summary>The order never was, or never will be.</summary>
    public const string Withdrawn = "WITHDRAWN";

    /// <summary>Key of the order's own row.</summary>
    public const string OrderKey = "order";

    /// <summary>Posts what an account was opened with.</summary>
    public async Task PostOpeningAsync(OrderAccount account, long amount, CancellationToken cancellationToken)
    {
        var table = await tables.LedgerAsync(cancellationToken);
        var row = new LedgerRow { PartitionKey = LedgerRow.OpeningPartition, RowKey = account.ToString(), Account = account.ToString(), Change = amount };
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    /// <summary>Posts a hold, and its release when it is released: whether the hold was posted before, or an attempt broke off before that.</summary>
    public async Task PostHoldAsync(SagaCall call, OrderAccount account, long amount, bool released, CancellationToken cancellationToken)
    {
        var table = await tables.LedgerAsync(cancellationToken);
        var hold = Row("hold", -amount);
        if (!released)
        {
            await table.UpsertEntityAsync(hold, TableUpdateMode.Replace, cancellationToken);
            return;
        }

        TableTransactionAction[] postings =
            [new(TableTransactionActionType.UpsertReplace, hold), new(TableTransactionActionType.UpsertReplace, Row("release", amount))];
        await table.SubmitTransactionAsync(postings, cancellationToken);

        LedgerRow Row(string what, long change) =>
            new() { PartitionKey = call.SagaId, RowKey = $"{call.Step}-{what}", Account = account.ToString(), Change = change };
    }

    /// <summary>Confirms an order, once.</summary>
    /// <exception cref="SagaRefusedException">It was withdrawn.</exception>
    public async Task ConfirmAsync(string orderId, OrderInput order, CancellationToken cancellationToken)
    {
        var table = await tables.LedgerAsync(cancellationToken);
        var row = new LedgerRow { PartitionKey = orderId, RowKey = OrderKey, State = Confirmed, Order = JsonSerializer.Serialize(order, JsonSerializerOptions.Web) };
        if (!await TryAsync(() => table.AddEntityAsync(row, cancellationToken), HttpStatusCode.Conflict)
            && (await table.GetEntityAsync<LedgerRow>(orderId, OrderKey, cancellationToken: cancellationToken)).Value.State != Confirmed)
        {
            throw new SagaRefusedException("The order was withdrawn before.");
        }
    }

    /// <summary>Makes sure that an order is not confirmed, and never will be.</summary>
    public async Task WithdrawAsync(string orderId, CancellationToken cancellationToken)
    {
        var table = await tables.LedgerAsync(cancellationToken);
        var row = new LedgerRow { PartitionKey = orderId, RowKey = OrderKey, State = Withdrawn };

        // Whatever stands there, withdrawn is what it becomes: no condition is needed.
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    private static async Task<bool> TryAsync(Func<Task> write, HttpStatusCode expected)
    {
        try
        {
            await write();
            return true;
        }
        catch (RequestFailedException e) when (e.Status == (int)expected)
        {
            return false;
        }
    }
}
