using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;

namespace WorkDistribution.Functions.WorkItems.Items;

/// <summary>
/// Where an item lies in the tables, written as <c>PARTITION-ROWKEY</c>, so that its id is enough for a point read:
/// <c>1-s03-0639000000000000000-k2x7abcdefgh</c> is level 1, shard 3, the due time in ticks and a random suffix. One that was submitted in
/// a pack (<see cref="WorkPackId"/>) has the pack's key and its place there: <c>1-s03-0639000000000000000-k2x7abcde_07</c>.
/// </summary>
/// <param name="Partition">Level and shard (<c>1-s03</c>) or level and lane (<c>1-l03</c>).</param>
/// <param name="RowKey">
/// Due time in ticks of 100 ns, 19 digits, and 12 base-32 characters, or nine and a place. Rows of a partition read in order of due time.
/// </param>
internal readonly record struct WorkItemId(string Partition, string RowKey)
{
    private const int PartitionLength = 5;
    private const int TicksLength = 19;
    private const int SuffixLength = 12;
    private const int Length = PartitionLength + 1 + TicksLength + 1 + SuffixLength;

    private static readonly SearchValues<char> SuffixCharacters = SearchValues.Create(WorkPackId.Base32);

    /// <summary>The level of priority, 0 the most urgent.</summary>
    public int Level => Partition[0] - '0';

    /// <summary>Whether the item was submitted in a pack; it may lie there, or in a row of its own.</summary>
    public bool IsPacked => RowKey[^3] == WorkPackId.Separator;

    /// <summary>The pack that the item was submitted in.</summary>
    public WorkPackId Pack => new(Partition, RowKey[..^3]);

    /// <summary>Its place in the pack, from 0; -1 without one.</summary>
    public int Place => !IsPacked ? -1 : int.Parse(RowKey.AsSpan(RowKey.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>When the item may first run.</summary>
    public DateTimeOffset Due => new(DueTicks, TimeSpan.Zero);

    /// <summary>The due time in ticks of 100 ns.</summary>
    public long DueTicks => long.Parse(RowKey.AsSpan(0, TicksLength), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The partition of a shard.</summary>
    public static string ShardPartition(int level, int shard) => string.Create(CultureInfo.InvariantCulture, $"{level}-s{shard:D2}");

    /// <summary>The partition of an affinity lane.</summary>
    public static string LanePartition(int level, int lane) => string.Create(CultureInfo.InvariantCulture, $"{level}-l{lane:D2}");

    /// <summary>Tells whether a text names a partition.</summary>
    public static bool IsPartition(ReadOnlySpan<char> text) =>
        text.Length == PartitionLength
        && char.IsAsciiDigit(text[0]) && text[1] == '-' && text[2] is 's' or 'l' && char.IsAsciiDigit(text[3]) && char.IsAsciiDigit(text[4]);

    /// <summary>Tells whether a partition is a lane.</summary>
    public static bool IsLane(string partition) => partition[2] == 'l';

    /// <summary>The number of a partition's shard or lane.</summary>
    public static int NumberOf(string partition) => int.Parse(partition.AsSpan(PartitionLength - 2), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Makes a new id.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="due">When the item may first run.</param>
    public static WorkItemId Create(string partition, DateTimeOffset due) =>
        new(partition, string.Create(CultureInfo.InvariantCulture, $"{due.UtcTicks:D19}-{RandomNumberGenerator.GetString(WorkPackId.Base32, SuffixLength)}"));

    /// <summary>Reads an id; anything that <see cref="ToString"/> could not have written is refused.</summary>
    public static bool TryParse(string? text, out WorkItemId id)
    {
        id = default;
        if (text is not { Length: Length } || !IsPartition(text.AsSpan(0, PartitionLength)) || text[PartitionLength] != '-')
        {
            return false;
        }

        var row = text.AsSpan(PartitionLength + 1);
        if (row[TicksLength] != '-'
            || !IsSuffix(row[(TicksLength + 1)..])
            || !long.TryParse(row[..TicksLength], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            || ticks > DateTimeOffset.MaxValue.Ticks)
        {
            return false;
        }

        id = new WorkItemId(text[..PartitionLength], row.ToString());
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Partition}-{RowKey}";

    private static bool IsSuffix(ReadOnlySpan<char> suffix) => suffix[^3] == WorkPackId.Separator
        ? !suffix[..^3].ContainsAnyExcept(SuffixCharacters) && char.IsAsciiDigit(suffix[^2]) && char.IsAsciiDigit(suffix[^1])
        : !suffix.ContainsAnyExcept(SuffixCharacters);
}
