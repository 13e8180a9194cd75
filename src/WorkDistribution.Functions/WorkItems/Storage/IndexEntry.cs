using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.WorkItems.Items;

namespace WorkDistribution.Functions.WorkItems.Storage;

/// <summary>Where an item stands.</summary>
/// <param name="Id">The item.</param>
/// <param name="State">Its state.</param>
/// <param name="Visible">When it can be claimed.</param>
internal readonly record struct IndexEntry(WorkItemId Id, WorkItemState State, DateTimeOffset Visible);
