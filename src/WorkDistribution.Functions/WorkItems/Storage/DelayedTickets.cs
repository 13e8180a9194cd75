using WorkDistribution.Functions.WorkItems.Items;

namespace WorkDistribution.Functions.WorkItems.Storage;

/// <summary>
/// Sends tickets for items that are not due yet. The Queue service counts delays in whole seconds anyway, so an item makes do
/// with a ticket sent before that comes within a second of its time, until that ticket stands for a hundred. Tickets of shards stand for
/// any of them; one of a lane for that lane, since it reaches the lane's owner.
/// </summary>
internal sealed class DelayedTickets(TicketQueue tickets, TimeProvider time)
{
    /// <summary>Items that a ticket stands for.</summary>
    private const int Capacity = PendingIndex.MaxTransaction;

    private static readonly TimeSpan Shared = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();

    /// <summary>When tickets come and for which lane, and how many items each can take yet.</summary>
    private readonly SortedDictionary<(DateTimeOffset Comes, string Lane), int> _room = [];

    /// <summary>Sends the tickets that items of one partition need; they are stored already.</summary>
    public async Task SendAsync(IEnumerable<WorkItem> waiting, CancellationToken cancellationToken)
    {
        string? now = null;
        foreach (var item in waiting)
        {
            if (!tickets.IsLater(item.Visible))
            {
                now = item.Id.Partition;
            }
            else if (Reserve(item.Visible, WorkItemId.IsLane(item.Id.Partition) ? item.Id.Partition : "") is { } delay)
            {
                await tickets.SendAsync(item.Id.Partition, delay, cancellationToken);
            }
        }

        if (now is not null)
        {
            await tickets.SendAsync(now, cancellationToken);
        }
    }

    /// <summary>Finds a ticket that comes at the right time, or makes note of the one that the caller sends.</summary>
    /// <returns>The delay with which to send a ticket, and no other, since items may share it from now on; null when none is needed.</returns>
    private TimeSpan? Reserve(DateTimeOffset visible, string lane)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            while (_room.Count > 0 && _room.Keys.First().Comes <= now)
            {
                _room.Remove(_room.Keys.First());
            }

            foreach (var (ticket, room) in _room)
            {
                if (ticket.Lane == lane && ticket.Comes >= visible && ticket.Comes <= visible + Shared && room > 0)
                {
                    _room[ticket] = room - 1;
                    return null;
                }
            }

            // The service counts from when it gets the message, so the ticket comes at this time or later.
            var delay = TicketQueue.Delay(visible - now);
            _room[(now + delay, lane)] = Capacity - 1;
            return delay;
        }
    }
}
