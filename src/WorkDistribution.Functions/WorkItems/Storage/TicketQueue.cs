using System.Text.Json;
using Azure;
using Microsoft.AspNetCore.Http;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Packs;

namespace WorkDistribution.Functions.WorkItems.Storage;

/// <summary>Sends tickets. One that is lost is re-issued by the detector; a surplus one costs a query.</summary>
internal sealed class TicketQueue(WorkStorage storage, TimeProvider time)
{
    /// <summary>Longest delay that the Queue service takes. Later items get their ticket from the detector.</summary>
    public static readonly TimeSpan MaxDelay = TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1);

    /// <summary>Messages that the Queue service shows at a time.</summary>
    private const int MaxPeeked = 32;

    // A ticket takes longer than this to reach a worker.
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan NeverExpires = TimeSpan.FromSeconds(-1);

    /// <summary>A ticket as a message.</summary>
    public static string ToMessage(string partition, int packs = 0) => JsonSerializer.Serialize(new WorkTicket(partition, Packs: packs), JsonSerializerOptions.Web);

    /// <summary>Reads a message. A hint that cannot be used is no hint; the ticket itself still counts.</summary>
    public static WorkTicket Read(string message)
    {
        try
        {
            var ticket = JsonSerializer.Deserialize<WorkTicket>(message, JsonSerializerOptions.Web) ?? new WorkTicket(null);
            return ticket with
            {
                Partition = WorkItemId.IsPartition(ticket.Partition) ? ticket.Partition : null,
                Packs = Math.Clamp(ticket.Packs, 1, WorkPack.MaxTogether),
            };
        }
        catch (JsonException)
        {
            return new WorkTicket(null, Packs: 1);
        }
    }

    /// <summary>Whether an item that is due then needs a ticket that waits.</summary>
    public bool IsLater(DateTimeOffset due) => due - time.GetUtcNow() > Soon;

    /// <summary>Sends a ticket that workers see at once.</summary>
    public Task SendAsync(string partition, CancellationToken cancellationToken) => SendAsync(partition, packs: 0, cancellationToken);

    /// <summary>Sends a ticket for some packs that workers see at once.</summary>
    public async Task SendAsync(string partition, int packs, CancellationToken cancellationToken)
    {
        await storage.EnsureCreatedAsync(cancellationToken);
        await storage.Tickets.SendMessageAsync(ToMessage(partition, packs), timeToLive: NeverExpires, cancellationToken: cancellationToken);
    }

    /// <summary>Sends a ticket for the backup of a slow attempt.</summary>
    public Task SendBackupAsync(WorkItemId id, int attempt, CancellationToken cancellationToken) => storage.Tickets.SendMessageAsync(
        JsonSerializer.Serialize(new WorkTicket(null, id.ToString(), attempt), JsonSerializerOptions.Web), timeToLive: NeverExpires, cancellationToken: cancellationToken);

    /// <summary>Sends a ticket by which a worker that has more than it can do invites others.</summary>
    /// <param name="partition">A lane with work.</param>
    /// <param name="from">The worker.</param>
    /// <param name="number">Which of its invitations it is.</param>
    /// <param name="delay">When workers see it, in whole seconds.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task SendInvitationAsync(string partition, string from, int number, TimeSpan delay, CancellationToken cancellationToken) =>
        storage.Tickets.SendMessageAsync(
            JsonSerializer.Serialize(new WorkTicket(partition, From: from, Number: number), JsonSerializerOptions.Web), delay, NeverExpires, cancellationToken);

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

    /// <summary>Counts the batches for which the tickets stand that workers could take now; null when there are 32 tickets or more.</summary>
    public async Task<int?> CountVisibleAsync(CancellationToken cancellationToken)
    {
        await storage.EnsureCreatedAsync(cancellationToken);
        var visible = (await storage.Tickets.PeekMessagesAsync(MaxPeeked, cancellationToken)).Value;
        return visible.Length == MaxPeeked ? null : visible.Sum(static message => Read(message.Body.ToString()).Packs);
    }

    /// <summary>The delay that the service is asked for: whole seconds, rounded up, since a ticket that comes too early finds nothing.</summary>
    public static TimeSpan Delay(TimeSpan exact) => TimeSpan.FromSeconds(Math.Max(0, Math.Ceiling(exact.TotalSeconds)));

    private static string ToOwnerMessage(string owner) => JsonSerializer.Serialize(new WorkTicket(null, Owner: owner), JsonSerializerOptions.Web);

    // The service answers 404 for a message that is gone, and 400 for a receipt that is not the latest.
    private static bool IsTaken(RequestFailedException e) => e.Status is StatusCodes.Status404NotFound or StatusCodes.Status400BadRequest;
}
