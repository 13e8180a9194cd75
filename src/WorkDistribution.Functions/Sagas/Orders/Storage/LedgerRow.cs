using Azure;
using Azure.Data.Tables;

namespace WorkDistribution.Functions.Sagas.Orders.Storage;

/// <summary>A posting, in the partition of its order; or the opening of an account.</summary>
internal sealed class LedgerRow : ITableEntity
{
    public const string OpeningPartition = "opening";

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary>Which account; null in an order's own row.</summary>
    public string? Account { get; set; }

    /// <summary>By how much it changed.</summary>
    public long Change { get; set; }

    /// <summary>State of the order, in its own row.</summary>
    public string? State { get; set; }

    /// <summary>The order as JSON, in its own row.</summary>
    public string? Order { get; set; }
}
