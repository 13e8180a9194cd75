using System.Text.Json;
using Azure;
using Microsoft.AspNetCore.Http;
using WorkDistribution.Functions.WorkItems.Items;

namespace WorkDistribution.Functions.WorkItems.Storage;

/// <summary>Sends tickets. One that is lost is re-issued by the detector; a surplus one costs a query.</summary>
internal sealed class TicketQueue(WorkStorage storage, TimeProvider time)
{
    /// <summary>Longest delay that the Queue service takes. Later items get their ticket from the detector.</summary>
    public static readonly TimeSpan MaxDelay = TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1);

    /// <summary>Tickets that <see cref="CountVisibleAsync"/> counts at most.</summary>
    public const int MaxPeeked = 32;

    // A ticket takes longer than this to reach a worker.
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan NeverExpires = TimeSpan.FromSeconds(-1);

    /// <summary>A ticket as a message.</summary>
    public static string ToMessage(string partition) => JsonSerializer.Serialize(new WorkTicket(partition), JsonSerializerOptions.Web);

    /// <summary>Reads a message. A hint that cannot be used is no hint; the ticket itself still counts.</summary>
    public static WorkTicket Read(string message)
    {
        try
        {
            var ticket = JsonSerializer.Deserialize<WorkTicket>(message, JsonSerializerOptions.Web) ?? new WorkTicket(null);
            return ticket.Partition is null || WorkItemId.IsPartition(ticket.Partition) ? ticket : ticket with { Partition = null };
        }
        catch (JsonException)
        {
            return new WorkTicket(null);
        }
    }

    /// <summary>Whether an item that is due then needs a ticket that waits.</summary>
    public bool IsLater(DateTimeOffset due) => due - time.GetUtcNow() > Soon;

    /// <summary>Sends a ticket that workers see at once.</summary>
    public async Task SendAsync(string partition, CancellationToken cancellationToken)
    {
        await storage.EnsureCreatedAsync(cancellationToken);
        await storage.Tickets.SendMessageAsync(ToMessage(partition), timeToLive: NeverExpires, cancellationToken: cancellationToken);
    }

    /// <summary>Sends a ticket for the backup of a slow attempt.</summary>
    public Task SendBackupAsync(WorkItemId id, int attempt, CancellationToken cancellationToken) => storage.Tickets.SendMessageAsync(
        JsonSerializer.Serialize(new WorkTicket(null, id.ToString(), attempt), JsonSerializerOptions.Web), timeToLive: NeverExpires, cancellationToken: cancellationToken);

    /// <summary>Sends a ticket that workers see when an item is due; none if that is too far away.</summary>
    public Task SendAsync(string partition, DateTimeOffset due, CancellationToken cancellationToken) =>
        SendAsync(partition, Delay(due - time.GetUtcNow()), cancellationToken);

    /// <summary>Sends a ticket that workers see after a delay of whole seconds; none if that is too long.</summary>
    public async Task SendAsync(string partition, TimeSpan delay, CancellationToken cancellationToken)
    {
        if (delay <= MaxDelay)
        {
            await storage.EnsureCreatedAsync(cancellationToken);
            await storage.Tickets.SendMessageAsync(ToMessage(partition), delay, NeverExpires, cancellationToken);
        }
    }

    /// <summary>Sends a ticket that asks to look after the lanes of a worker, should it be gone by then.</summary>
    /// <param name="owner">The worker.</param>
    /// <param name="due">When the ticket is to come.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<TicketReceipt> SendOwnerAsync(string owner, DateTimeOffset due, CancellationToken cancellationToken)
    {
        await storage.EnsureCreatedAsync(cancellationToken);
        var sent = await storage.Tickets.SendMessageAsync(ToOwnerMessage(owner), Delay(due - time.GetUtcNow()), NeverExpires, cancellationToken);
        return new TicketReceipt(sent.Value.MessageId, sent.Value.PopReceipt);
    }

    /// <summary>Has such a ticket come later.</summary>
    /// <returns>Its new receipt; null when a worker has it already.</returns>
    public async Task<TicketReceipt?> TryPutOffAsync(TicketReceipt ticket, string owner, DateTimeOffset due, CancellationToken cancellationToken)
    {
        try
        {
            var changed = await storage.Tickets.UpdateMessageAsync(
                ticket.MessageId, ticket.PopReceipt, ToOwnerMessage(owner), Delay(due - time.GetUtcNow()), cancellationToken);
            return ticket with { PopReceipt = changed.Value.PopReceipt };
        }
        catch (RequestFailedException e) when (IsTaken(e))
        {
            return null;
        }
    }

    /// <summary>Takes a ticket back, unless a worker has it already.</summary>
    public async Task TryTakeBackAsync(TicketReceipt ticket, CancellationToken cancellationToken)
    {
        try
        {
            await storage.Tickets.DeleteMessageAsync(ticket.MessageId, ticket.PopReceipt, cancellationToken);
        }
        catch (RequestFailedException e) when (IsTaken(e))
        {
            return;
        }
    }

    /// <summary>Counts the tickets that workers could take now, up to 32.</summary>
    public async Task<int> CountVisibleAsync(CancellationToken cancellationToken)
    {
        await storage.EnsureCreatedAsync(cancellationToken);
        return (await storage.Tickets.PeekMessagesAsync(MaxPeeked, cancellationToken)).Value.Length;
    }

    /// <summary>The delay that the service is asked for: whole seconds, rounded up, since a ticket that comes too early finds nothing.</summary>
    public static TimeSpan Delay(TimeSpan exact) => TimeSpan.FromSeconds(Math.Max(0, Math.Ceiling(exact.TotalSeconds)));

    private static string ToOwnerMessage(string owner) => JsonSerializer.Serialize(new WorkTicket(null, Owner: owner), JsonSerializerOptions.Web);

    // The service answers 404 for a message that is gone, and 400 for a receipt that is not the latest.
    private static bool IsTaken(RequestFailedException e) => e.Status is StatusCodes.Status404NotFound or StatusCodes.Status400BadRequest;
}
