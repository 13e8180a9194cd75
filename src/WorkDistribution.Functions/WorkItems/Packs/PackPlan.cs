using WorkDistribution.Functions.WorkItems.Items;

namespace WorkDistribution.Functions.WorkItems.Packs;

/// <summary>Which items of a partition go into packs: those that are due, have small payloads and no idempotency key.</summary>
internal static class PackPlan
{
    /// <summary>Items that are written together at most.</summary>
    public const int MaxItems = WorkPack.Capacity * WorkPack.MaxTogether;

    /// <summary>Plans for items that are to be written together.</summary>
    /// <param name="entries">The items, or what stands for them; at most <see cref="MaxItems"/>.</param>
    /// <param name="itemOf">The item of an entry.</param>
    /// <param name="isLater">Whether an item that is due then has to wait.</param>
    /// <returns>The packs, at most <see cref="WorkPack.MaxTogether"/>, and what is to get rows.</returns>
    public static (IReadOnlyList<List<T>> Packs, List<T> Rows) Of<T>(IReadOnlyList<T> entries, Func<T, WorkItem> itemOf, Predicate<DateTimeOffset> isLater)
    {
        var packs = new List<List<T>>();
        var rows = new List<T>();
        var size = 0;
        foreach (var entry in entries)
        {
            var item = itemOf(entry);
            if (item.IdempotencyKey is not null || item.Payload is null || isLater(item.Visible))
            {
                rows.Add(entry);
                continue;
            }

            var more = PackContent.Size(item);
            if (packs.Count == 0 || packs[^1].Count == WorkPack.Capacity || size + more > PackContent.MaxBytes)
            {
                packs.Add([]);
                size = PackContent.Brackets;
            }

            packs[^1].Add(entry);
            size += more;
        }

        // A few items are not worth a pack; and where payloads are large packs are many and short.
        var worth = packs.Where(static pack => pack.Count >= WorkPack.MinItems).ToList();
        if (worth.Count > WorkPack.MaxTogether)
        {
            return ([], [.. entries]);
        }

        rows.AddRange(packs.Where(static pack => pack.Count < WorkPack.MinItems).SelectMany(static pack => pack));
        return (worth, rows);
    }
}
