using System.Text.Json;
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
    public async Task SendAsync(string partition, DateTimeOffset due, CancellationToken cancellationToken)
    {
        var delay = due - time.GetUtcNow();
        if (delay <= MaxDelay)
        {
            await storage.EnsureCreatedAsync(cancellationToken);

            await storage.Tickets.SendMessageAsync(ToMessage(partition), Delay(delay), NeverExpires, cancellationToken);
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
}
