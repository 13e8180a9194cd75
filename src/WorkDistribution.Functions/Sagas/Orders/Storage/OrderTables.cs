using Azure.Data.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using WorkDistribution.Functions.Storage;

namespace WorkDistribution.Functions.Sagas.Orders.Storage;

/// <summary>The tables of the saga <c>order</c>, made on first use.</summary>
internal sealed class OrderTables(IConfiguration configuration, IOptions<OrdersOptions> options)
{
    private Task<TableServiceClient>? _service;

    /// <summary>The table of a kind of accounts.</summary>
    public Task<TableClient> AccountsAsync(OrderAccountKind kind, CancellationToken cancellationToken) => TableAsync(kind.ToString(), cancellationToken);

    /// <summary>The table of the ledger.</summary>
    public Task<TableClient> LedgerAsync(CancellationToken cancellationToken) => TableAsync("Ledger", cancellationToken);

    private async Task<TableClient> TableAsync(string name, CancellationToken cancellationToken)
    {
        // Two callers at the same time both make them: that does no harm.
        var service = _service ??= CreateAsync();
        try
        {
            return (await service.WaitAsync(cancellationToken)).GetTableClient(options.Value.TablePrefix + name);
        }
        catch when (service.IsFaulted)
        {
            _service = null;
            throw;
        }
    }

    private async Task<TableServiceClient> CreateAsync()
    {
        if (!StorageConnection.TryCreateTableClient(configuration, options.Value.Connection, out var service, out var problem))
        {
            throw new InvalidOperationException($"The tables of the saga 'order' cannot be reached: {problem}");
        }

        foreach (var table in (string[])[.. Enum.GetNames<OrderAccountKind>(), "Ledger"])
        {
            await service.CreateTableIfNotExistsAsync(options.Value.TablePrefix + table);
        }

        return service;
    }
}
