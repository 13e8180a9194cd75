using Azure;
using Azure.Data.Tables;

namespace WorkDistribution.Functions.Sagas.Orders.Storage;

/// <summary>An account: one row, in a partition of its own.</summary>
internal sealed class AccountRow : ITableEntity
{
    public const string Key = "account";

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = Key;

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary>What it was opened with.</summary>
    public long Opening { get; set; }

    /// <summary>What no order holds.</summary>
    public long Available { get; set; }
}
