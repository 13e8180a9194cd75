using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Storage;

namespace WorkDistribution.Functions.WorkItems.Workers;

/// <summary>
/// Lets tickets claim as there is room. A ticket that comes while this process is full is passed on, since it may be all that tells others
/// of the work, and waits: so the host, which runs a few at a time, soon leaves them in the queue, where whoever is free finds them. Each
/// that waits was passed on once, so they do not grow in number, and go round no faster than those that wait are served.
/// </summary>
internal sealed class ClaimTurns(ClaimRoom room, PendingIndex index, WorkLevels levels, TicketQueue tickets, TimeProvider time)
{
    /// <summary>A ticket that waits keeps others, which want something else, from being run.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Waits until the ticket may claim.</summary>
    /// <param name="packs">How many packs the ticket stands for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What it may claim; null when it is not needed any more: it was passed on, or nothing waits to be claimed.</returns>
    public async Task<ClaimShare?> WaitAsync(int packs, CancellationToken cancellationToken)
    {
        if (room.TryTake() is { } share)
        {
            return share;
        }

        if (await FindAsync(cancellationToken) is not { } partition)
        {
            return null;
        }

        await tickets.SendAsync(partition, packs, cancellationToken);
        return await room.TakeAsync(Longest, cancellationToken) is { } later ? later with { IsPassedOn = true } : null;
    }

    /// <summary>Finds a shard in which something can be claimed.</summary>
    private async Task<string?> FindAsync(CancellationToken cancellationToken)
    {
        for (var level = 0; level < levels.Count; level++)
        {
            await foreach (var partition in index.FindPartitionsAsync(PartitionRange.AllShards(level), time.GetUtcNow(), cancellationToken))
            {
                return partition;
            }
        }

        return null;
    }
}
