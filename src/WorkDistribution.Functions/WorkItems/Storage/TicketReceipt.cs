namespace WorkDistribution.Functions.WorkItems.Storage;

/// <summary>What it takes to change a ticket that was sent.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="PopReceipt">Its version.</param>
internal sealed record TicketReceipt(string MessageId, string PopReceipt);
