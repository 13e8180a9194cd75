using WorkDistribution.Functions.WorkItems.Items;

namespace WorkDistribution.Functions.WorkItems.Submission;

/// <summary>What became of a submission.</summary>
/// <param name="Id">Its item.</param>
/// <param name="IsNew">Whether the item was inserted by it.</param>
/// <param name="Ticket">The ticket to send now; null for none.</param>
internal readonly record struct SubmittedItem(WorkItemId Id, bool IsNew, string? Ticket);
