using System.Text;
using WorkDistribution.Core.MapReduce;

namespace WorkDistribution.Core.Tests.MapReduce;

public sealed class TopEntryTests
{
    [Fact]
    public void Ranked_entries_merge_by_rank_then_key()
    {
        var merged = TopEntry.Merge([[new("b", "5", 5), new("z", "1", 1)], [new("a", "5", 5), new("c", "2", 2)]], 3);
        Assert.Equal(["a", "b", "c"], merged.Select(static entry => entry.Key));
    }

    [Fact]
    public void Entries_without_rank_keep_the_order_of_their_parts()
    {
        var merged = TopEntry.Merge([[new("z", "", 0), new("y", "", 0)], [new("a", "", 0)]], 3);
        Assert.Equal(["z", "y", "a"], merged.Select(static entry => entry.Key));
    }

    [Fact]
    public void Collector_keeps_the_best_in_order_and_cuts_long_text()
    {
        var top = new TopCollector(3);
        foreach (var (key, rank) in new[] { ("a", 1L), ("b", 3L), ("c", 3L), ("d", 2L), ("e", 3L), ("f", 1L) })
        {
            top.Offer(rank, Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(new string('é', 600)));
        }

        var entries = top.ToEntries();
        Assert.Equal(["b", "c", "e"], entries.Select(static entry => entry.Key));
        Assert.Equal(new string('é', 512) + "…", entries[0].Value);
    }
}
