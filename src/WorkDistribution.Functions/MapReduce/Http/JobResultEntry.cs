using System.Globalization;
using WorkDistribution.Core.MapReduce;

namespace WorkDistribution.Functions.MapReduce.Http;

/// <summary>One output record.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">A number where the value is one (a counting job), else text.</param>
internal sealed record JobResultEntry(string Key, object Value)
{
    /// <summary>Makes an entry of what a reducer kept.</summary>
    public static JobResultEntry From(TopEntry entry) => new(
        entry.Key,
        entry.Rank.ToString(CultureInfo.InvariantCulture) == entry.Value ? entry.Rank : entry.Value);
}
