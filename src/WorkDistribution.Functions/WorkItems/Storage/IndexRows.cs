using Azure.Data.Tables;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Packs;

namespace WorkDistribution.Functions.WorkItems.Storage;

/// <summary>Rows of the pending index, in the order of their keys.</summary>
internal sealed class IndexRows
{
    private readonly List<WorkItem> _items = [];
    private readonly List<WorkPack> _packs = [];

    /// <summary>Those that are items.</summary>
    public IReadOnlyList<WorkItem> Items => _items;

    /// <summary>Those that are packs.</summary>
    public IReadOnlyList<WorkPack> Packs => _packs;

    /// <summary>How many rows there are.</summary>
    public int Count => _items.Count + _packs.Count;

    /// <summary>Whether the first row is a pack.</summary>
    public bool IsPackFirst { get; private set; }

    /// <summary>Adds a row behind the others.</summary>
    public void Add(TableEntity row)
    {
        if (WorkPackId.IsPack(row.RowKey))
        {
            IsPackFirst |= Count == 0;
            _packs.Add(WorkPackRow.ToPack(row));
        }
        else
        {
            _items.Add(WorkItemRow.ToItem(row));
        }
    }
}
