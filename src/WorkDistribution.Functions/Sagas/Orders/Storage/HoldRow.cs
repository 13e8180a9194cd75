using Azure;
using Azure.Data.Tables;

namespace WorkDistribution.Functions.Sagas.Orders.Storage;

/// <summary>What an order holds of an account. It stands in the account's partition, so that both change in one transaction.</summary>
internal sealed class HoldRow : ITableEntity
{
    public const string Held = "HELD";
    public const string Released = "RELEASED";

    private const string KeyPrefix = "hold-";

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary>What is held.</summary>
    public long Amount { get; set; }

    /// <summary><see cref="Held"/> or <see cref="Released"/>. A row that is released at once keeps a late action from holding anything.</summary>
    public string State { get; set; } = Held;

    /// <summary>The row's key.</summary>
    public static string KeyOf(string idempotencyKey) => KeyPrefix + idempotencyKey;
}
