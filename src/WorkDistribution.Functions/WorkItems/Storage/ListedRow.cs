namespace WorkDistribution.Functions.WorkItems.Storage;

/// <summary>A row that a listing has read.</summary>
/// <param name="Partition">Its partition key.</param>
/// <param name="RowKey">Its row key.</param>
/// <param name="Items">How many places of a pack were read, from the first; for an item any number above 0.</param>
internal sealed record ListedRow(string Partition, string RowKey, int Items)
{
    /// <summary>How many places of another row were read before: none when it comes behind this one.</summary>
    public int ItemsOf(string partition, string rowKey)
    {
        var order = string.CompareOrdinal(partition, Partition);
        order = order == 0 ? string.CompareOrdinal(rowKey, RowKey) : order;
        return order < 0 ? int.MaxValue : order == 0 ? Items : 0;
    }
}
