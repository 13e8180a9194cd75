using System.Text;

namespace WorkDistribution.Core.MapReduce;

/// <summary>Keeps the best records of a part while it is written, in memory bounded by their number.</summary>
internal sealed class TopCollector(int limit)
{
    private const int MaxShownBytes = 1024;

    // The worst entry stands first: lowest rank, and among equals the one that came last (keys come in ascending order).
    private readonly PriorityQueue<(byte[] Key, byte[] Value, long Rank, long Order), (long Rank, long NegativeOrder)> queue = new();
    private long offered;
    private long worst = long.MinValue;

    /// <summary>Offers a record.</summary>
    public void Offer(long rank, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var order = offered++;
        if (queue.Count >= limit && rank <= worst)
        {
            return;
        }

        if (limit == 0)
        {
            return;
        }

        var entry = (Shown(key), Shown(value), rank, order);
        if (queue.Count < limit)
        {
            queue.Enqueue(entry, (rank, -order));
        }
        else
        {
            queue.EnqueueDequeue(entry, (rank, -order));
        }

        queue.TryPeek(out _, out var priority);
        worst = queue.Count < limit ? long.MinValue : priority.Rank;
    }

    /// <summary>The records kept, best first.</summary>
    public IReadOnlyList<TopEntry> ToEntries() =>
    [
        .. queue.UnorderedItems
            .OrderByDescending(static item => item.Priority)
            .Select(static item => new TopEntry(Text(item.Element.Key), Text(item.Element.Value), item.Element.Rank)),
    ];

    private static byte[] Shown(ReadOnlySpan<byte> text) => text[..Math.Min(text.Length, MaxShownBytes + 1)].ToArray();

    private static string Text(byte[] shown) => shown.Length <= MaxShownBytes
        ? Encoding.UTF8.GetString(shown)
        : Encoding.UTF8.GetString(shown, 0, MaxShownBytes).TrimEnd('\uFFFD') + "…";
}
