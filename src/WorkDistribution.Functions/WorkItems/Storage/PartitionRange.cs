using System.Globalization;
using Azure.Data.Tables;
using WorkDistribution.Functions.WorkItems.Items;

namespace WorkDistribution.Functions.WorkItems.Storage;

/// <summary>Which partitions of the pending index a query looks at.</summary>
/// <param name="From">The first one.</param>
/// <param name="Until">The first one that is not looked at any more; null for <paramref name="From"/> alone.</param>
internal readonly record struct PartitionRange(string From, string? Until)
{
    /// <summary>Everything.</summary>
    public static PartitionRange All { get; } = new("", ":");

    /// <summary>One partition.</summary>
    public static PartitionRange One(string partition) => new(partition, null);

    /// <summary>All of a level.</summary>
    public static PartitionRange Level(int level) => new(First(level), Next(level));

    /// <summary>The shards of a level from one on to the last.</summary>
    public static PartitionRange ShardsFrom(int level, int shard) => new(WorkItemId.ShardPartition(level, shard), Next(level));

    /// <summary>The shards of a level before one.</summary>
    public static PartitionRange ShardsBefore(int level, int shard) => new(WorkItemId.ShardPartition(level, 0), WorkItemId.ShardPartition(level, shard));

    /// <summary>Lanes of a level that follow each other.</summary>
    public static PartitionRange Lanes(int level, int first, int last) => new(WorkItemId.LanePartition(level, first), After(WorkItemId.LanePartition(level, last)));

    /// <summary>All lanes of a level.</summary>
    public static PartitionRange AllLanes(int level) => new(WorkItemId.LanePartition(level, 0), WorkItemId.ShardPartition(level, 0));

    /// <summary>All shards of a level.</summary>
    public static PartitionRange AllShards(int level) => ShardsFrom(level, 0);

    /// <summary>The condition of a query.</summary>
    public string Filter => Until is null
        ? TableClient.CreateQueryFilter($"PartitionKey eq {From}")
        : TableClient.CreateQueryFilter($"PartitionKey ge {From} and PartitionKey lt {Until}");

    /// <summary>A text between a partition and the one that follows it.</summary>
    public static string After(string partition) => $"{partition}-";

    private static string First(int level) => string.Create(CultureInfo.InvariantCulture, $"{level}-");

    // '.' follows '-', as ':' follows the digits.
    private static string Next(int level) => string.Create(CultureInfo.InvariantCulture, $"{level}.");
}
