using System.Text;

namespace WorkDistribution.Core.MapReduce;

/// <summary>The result of <see cref="WordCounter"/>.</summary>
public sealed class WordCounts
{
    private readonly CountTable table;
    private readonly int[] sorted;

    internal WordCounts(CountTable table)
    {
        this.table = table;
        sorted = table.UsedSlots();
        var keys = new CountTable.Keys(table);
        KeySorter.Sort(sorted, ref keys, CancellationToken.None);
        foreach (var slot in sorted)
        {
            Total += table.CountOf(slot);
        }
    }

    /// <summary>Number of distinct words.</summary>
    public int Distinct => sorted.Length;

    /// <summary>Number of words.</summary>
    public long Total { get; }

    /// <summary>The words in the order of their UTF-8 bytes, and their counts.</summary>
    public IEnumerable<KeyValuePair<string, long>> Entries =>
        sorted.Select(slot => KeyValuePair.Create(Encoding.UTF8.GetString(table.KeyOf(slot)), table.CountOf(slot)));
}
