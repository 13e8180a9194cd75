using WorkDistribution.Functions.WorkItems.Items;

namespace WorkDistribution.Functions.WorkItems.Packs;

/// <summary>Which items of a partition go into packs: those that are due, have small payloads and no idempotency key.</summary>
internal static class PackPlan
{
    /// <summary>Packs of one plan: with more of them, each would save less than its own calls cost.</summary>
    private const int MaxPacks = 2;

    /// <summary>Plans for items that are to be written together.</summary>
    /// <param name="entries">The items, or what stands for them; at most <see cref="WorkPack.Capacity"/>.</param>
    /// <param name="itemOf">The item of an entry.</param>
    /// <param name="isLater">Whether an item that is due then has to wait.</param>
    /// <returns>The packs, none with fewer than <see cref="WorkPack.MinItems"/> items, and what is to get rows; both keep the order.</returns>
    public static (IReadOnlyList<List<T>> Packs, List<T> Rows) Of<T>(IReadOnlyList<T> entries, Func<T, WorkItem> itemOf, Predicate<DateTimeOffset> isLater)
    {
        var packs = new List<List<T>>();
        var rows = new List<T>();
        var size = PackContent.MaxBytes;
        foreach (var entry in entries)
        {
            var item = itemOf(entry);
            if (item.IdempotencyKey is not null || item.Payload is null || isLater(item.Visible))
            {
                rows.Add(entry);
                continue;
            }

            var more = PackContent.Size(item);
            if (size + more > PackContent.MaxBytes)
            {
                packs.Add([]);
                size = PackContent.Brackets;
            }

            packs[^1].Add(entry);
            size += more;
        }

        return packs.Count <= MaxPacks && packs.TrueForAll(static pack => pack.Count is >= WorkPack.MinItems and <= WorkPack.Capacity) ? (packs, rows) : ([], [.. entries]);
    }
}
