using Azure.Data.Tables;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.WorkItems.Items;

namespace WorkDistribution.Functions.WorkItems.Storage;

/// <summary>Lists items page by page: unfinished ones by priority and due time, then finished ones in the same order.</summary>
internal sealed class WorkListing(WorkStorage storage)
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
        var items = new List<WorkItem>();

        // A server may answer with short or even empty pages; a search that goes on for long hands over to the next call.
        for (var pages = 0; items.Count < top && pages < MaxPages; pages++)
        {
            (var found, token) = await ReadPageAsync(inOutcomes, Filter(inOutcomes, state, level), top - items.Count, token, cancellationToken);
            items.AddRange(found);
            if (token is null && (inOutcomes || state is not null))
            {
                return (items, null);
            }

            inOutcomes |= token is null;
        }

        return (items, new ListPosition(inOutcomes, token));
    }

    private async Task<(IEnumerable<WorkItem> Items, string? Next)> ReadPageAsync(
        bool inOutcomes, string filter, int top, string? token, CancellationToken cancellationToken)
    {
        var table = inOutcomes ? storage.Outcomes : storage.Items;
        await foreach (var page in table.QueryAsync<TableEntity>(filter, top, cancellationToken: cancellationToken).AsPages(token))
        {
            return (page.Values.Select(WorkItemRow.ToItem), page.ContinuationToken);
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
