namespace WorkDistribution.Core.MapReduce;

/// <summary>
/// A record worth showing: ordered by <paramref name="Rank"/> (largest first), then key. Jobs without a rank show their first records.
/// </summary>
/// <param name="Key">The key; invalid UTF-8 becomes U+FFFD, text of more than 1,024 bytes is cut and ends in an ellipsis.</param>
/// <param name="Value">The value, likewise.</param>
/// <param name="Rank">The count for a counting job, the number of documents for an inverted index, else 0.</param>
public sealed record TopEntry(string Key, string Value, long Rank)
{
    /// <summary>Merges the top entries of parts into those of the whole.</summary>
    /// <param name="parts">The entries of each part, in the order of the parts.</param>
    /// <param name="top">Number of entries wanted.</param>
    public static IReadOnlyList<TopEntry> Merge(IEnumerable<IReadOnlyList<TopEntry>> parts, int top)
    {
        // OrderBy is stable: without ranks, entries stay in the order of their parts.
        return [.. parts.SelectMany(static part => part)
            .OrderByDescending(static entry => entry.Rank)
            .ThenBy(static entry => entry.Rank == 0 ? "" : entry.Key, StringComparer.Ordinal)
            .Take(top)];
    }
}
