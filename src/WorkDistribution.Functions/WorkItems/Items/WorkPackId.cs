using System.Globalization;
using System.Security.Cryptography;

namespace WorkDistribution.Functions.WorkItems.Items;

/// <summary>Where a pack lies in the pending index, which is where the keys of its items begin.</summary>
/// <param name="Partition">Level and shard.</param>
/// <param name="RowKey">Due time in ticks of 100 ns, 19 digits, and nine base-32 characters.</param>
internal readonly record struct WorkPackId(string Partition, string RowKey)
{
    /// <summary>What stands between the pack's key and an item's place in it.</summary>
    public const char Separator = '_';

    /// <summary>Characters of keys.</summary>
    public const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";

    private const int SuffixLength = 9;
    private const int Length = 19 + 1 + SuffixLength;

    /// <summary>The keys of its items are not below this one.</summary>
    public string FirstKey => $"{RowKey}{Separator}";

    /// <summary>The keys of its items are below this one.</summary>
    public string EndKey => $"{RowKey}{(char)(Separator + 1)}";

    /// <summary>Makes a new id.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="due">When the items may first run.</param>
    public static WorkPackId Create(string partition, DateTimeOffset due) =>
        new(partition, string.Create(CultureInfo.InvariantCulture, $"{due.UtcTicks:D19}-{RandomNumberGenerator.GetString(Base32, SuffixLength)}"));

    /// <summary>Whether a row of the index is a pack.</summary>
    public static bool IsPack(string rowKey) => rowKey.Length == Length;

    /// <summary>The id of an item.</summary>
    /// <param name="place">Its place, 0 to 99.</param>
    public WorkItemId Item(int place) => new(Partition, string.Create(CultureInfo.InvariantCulture, $"{RowKey}{Separator}{place:D2}"));

    /// <inheritdoc/>
    public override string ToString() => $"{Partition}-{RowKey}";
}
