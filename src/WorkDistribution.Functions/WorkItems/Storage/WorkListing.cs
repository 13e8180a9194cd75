using Azure.Data.Tables;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Packs;

namespace WorkDistribution.Functions.WorkItems.Storage;

/// <summary>Lists items page by page: unfinished ones by priority and due time, then finished ones in the same order.</summary>
internal sealed class WorkListing(WorkStorage storage, PackTable packs, OutcomeStore outcomes)
{
    private const int MaxPages = 100;

    private static readonly WorkItemState[] Finished = [WorkItemState.Completed, WorkItemState.Failed];

    /// <summary>Reads a page.</summary>
    /// <param name="state">Only items of this state; null for all.</param>
    /// <param name="level">Only items of this level; null for all.</param>
    /// <param name="top">Most items, 1 to 1000.</param>
    /// <param name="from">Where to go on; null for the beginning.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The items, and where to go on; null at the end.</returns>
    public async Task<(IReadOnlyList<WorkItem> Items, ListPosition? Next)> ReadAsync(
        WorkItemState? state, int? level, int top, ListPosition? from, CancellationToken cancellationToken)
    {
        await storage.EnsureCreatedAsync(cancellationToken);
        var inOutcomes = from?.InOutcomes ?? (state is { } s && Finished.Contains(s));
        var token = from?.Token;
        var row = from?.Row;
        var items = new List<WorkItem>();

        // A server may answer with short or even empty pages; a search that goes on for long hands over to the next call.
        for (var pages = 0; items.Count < top && pages < MaxPages; pages++)
        {
            var begin = token;
            (var rows, token) = await ReadPageAsync(inOutcomes, Filter(inOutcomes, state, level), top - items.Count, token, cancellationToken);
            row = await ReadAsync(rows, row, top, items, cancellationToken);
            if (row is not null)
            {
                // The same page again, from there.
                return (items, new ListPosition(inOutcomes, begin, row));
            }

            if (token is null && (inOutcomes || state is not null))
            {
                return (items, null);
            }

            inOutcomes |= token is null;
        }

        return (items, new ListPosition(inOutcomes, token));
    }

    /// <summary>Adds what the rows of a page stand for.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="read">The row that was read last before; null for none of the page.</param>
    /// <param name="top">Most items.</param>
    /// <param name="items">The items.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The row after which there was no room; null when all of it was read.</returns>
    private async Task<ListedRow?> ReadAsync(IReadOnlyList<TableEntity> rows, ListedRow? read, int top, List<WorkItem> items, CancellationToken cancellationToken)
    {
        var last = read;
        foreach (var row in rows)
        {
            var isPack = WorkPackId.IsPack(row.RowKey);
            var skipped = read?.ItemsOf(row.PartitionKey, row.RowKey) ?? 0;
            var found = isPack && skipped < WorkPack.Capacity ? (await ReadAsync(WorkPackRow.ToPack(row), cancellationToken)).Where(item => item.Id.Place >= skipped).ToList()
                : isPack || skipped > 0 ? []
                : [WorkItemRow.ToItem(row)];
            var room = top - items.Count;
            if (found.Count > room)
            {
                items.AddRange(found.Take(room));
                return room == 0 ? last : new ListedRow(row.PartitionKey, row.RowKey, found[room].Id.Place);
            }

            items.AddRange(found);
            last = new ListedRow(row.PartitionKey, row.RowKey, WorkPack.Capacity);
        }

        return null;
    }

    /// <summary>The items that a pack holds yet.</summary>
    private async Task<IReadOnlyList<WorkItem>> ReadAsync(WorkPack pack, CancellationToken cancellationToken)
    {
        if (pack.State == WorkItemState.Pending)
        {
            return pack.ReadItems();
        }

        var left = (await packs.FindRowsAsync(pack.Id, cancellationToken)).Select(static row => row.Id).ToHashSet();
        left.UnionWith(await outcomes.FindIdsAsync(pack.Id, cancellationToken));
        return [.. pack.ReadItems().Where(item => !left.Contains(item.Id))];
    }

    private async Task<(IReadOnlyList<TableEntity> Rows, string? Next)> ReadPageAsync(
        bool inOutcomes, string filter, int top, string? token, CancellationToken cancellationToken)
    {
        var table = inOutcomes ? storage.Outcomes : storage.Items;
        await foreach (var page in table.QueryAsync<TableEntity>(filter, top, cancellationToken: cancellationToken).AsPages(token))
        {
            return (page.Values, page.ContinuationToken);
        }

        return ([], null);
    }

    private static string Filter(bool inOutcomes, WorkItemState? state, int? level)
    {
        // Outcomes that are being tried again are found in the index.
        var states = state is { } one ? [one] : inOutcomes ? Finished : [];
        var conditions = new List<string>();
        if (level is { } l)
        {
            conditions.Add(PartitionRange.Level(l).Filter);
        }

        if (states.Length > 0)
        {
            conditions.Add($"({string.Join(" or ", states.Select(static s => TableClient.CreateQueryFilter($"State eq {s.ToText()}")))})");
        }

        return string.Join(" and ", conditions);
    }
}
