using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.WorkItems.Items;

namespace WorkDistribution.Functions.WorkItems.Storage;

/// <summary>Where an item, or a pack, stands.</summary>
/// <param name="Id">The item, or the key of the pack's row.</param>
/// <param name="State">Its state.</param>
/// <param name="Visible">When it can be claimed.</param>
/// <param name="Items">How many items it stands for: of a pack that runs, also those that are done.</param>
internal readonly record struct IndexEntry(WorkItemId Id, WorkItemState State, DateTimeOffset Visible, int Items);
