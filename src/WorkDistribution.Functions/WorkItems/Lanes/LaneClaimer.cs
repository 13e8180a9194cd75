using Microsoft.Extensions.Options;
using WorkDistribution.Core.Balancing;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Storage;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.WorkItems.Lanes;

/// <summary>Claims from lanes: those of this process in order of priority, and those of others by the rules of stealing.</summary>
internal sealed class LaneClaimer(
    WorkClaimer claimer,
    PendingIndex index,
    WorkLevels levels,
    PriorityBoard board,
    LaneCounters counters,
    IOptions<WorkItemsOptions> options,
    TimeProvider time,
    Random random)
{
    /// <summary>Items that a count of a level's lanes goes through at most.</summary>
    private const int MaxCounted = 4000;

    /// <summary>All lanes that a partition can name.</summary>
    public static IReadOnlyList<int> AllLanes { get; } = [.. Enumerable.Range(0, 100)];

    /// <summary>Claims up to a number of items of one level from lanes of this process.</summary>
    /// <param name="lanes">The lanes.</param>
    /// <param name="max">Most items, from 1.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<ClaimedBatch> ClaimAsync(IReadOnlyList<int> lanes, int max, CancellationToken cancellationToken)
    {
        var loads = board.Loads();
        var order = levels.Policy.Order(loads);
        for (var i = 0; i < order.Levels.Count && lanes.Count > 0; i++)
        {
            var found = await FindAsync(order.Levels[i], lanes, max, cancellationToken);
            if (found.Count == 0)
            {
                continue;
            }

            // What comes before it, in the shards, is not to wait because there is work in lanes.
            for (var before = 0; before < i; before++)
            {
                var urgent = order.Levels[before];
                if (loads[urgent].Waiting > 0 && await claimer.ClaimShardsAsync(urgent, max, cancellationToken) is { IsEmpty: false } batch)
                {
                    return batch with { IsForced = before == 0 && order.IsForced };
                }
            }

            return await claimer.TakeAsync(found, cancellationToken) with { IsForced = i == 0 && order.IsForced };
        }

        return ClaimedBatch.None;
    }

    /// <summary>Steals from a lane of another: half of what it has above the threshold.</summary>
    /// <param name="partition">The lane, of a level.</param>
    /// <param name="max">Most items, from 1.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<ClaimedBatch> StealAsync(string partition, int max, CancellationToken cancellationToken)
    {
        var threshold = options.Value.StealThreshold;
        var found = await FindAsync(PartitionRange.One(partition), threshold + (2 * max), cancellationToken);
        var batch = await TakeFromTheEndAsync(found, (int)StealingRule.ItemsToSteal(found.Count, threshold), cancellationToken);
        counters.TriedToSteal(batch.Count);
        return batch;
    }

    /// <summary>Steals from the most loaded lane of others, at the most urgent level at which there is enough.</summary>
    /// <param name="own">Lanes of this process.</param>
    /// <param name="max">Most items, from 1.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<ClaimedBatch> StealAsync(IReadOnlyList<int> own, int max, CancellationToken cancellationToken)
    {
        var isWork = false;
        for (var level = 0; level < levels.Count; level++)
        {
            var lanes = (await CountAsync(level, cancellationToken)).Where(lane => !own.Contains(WorkItemId.NumberOf(lane.Key))).ToList();
            var victim = StealingRule.Victim([.. lanes.Select(static lane => (long)lane.Value)], options.Value.StealThreshold);
            if (victim >= 0)
            {
                return await StealAsync(lanes[victim].Key, max, cancellationToken);
            }

            isWork |= lanes.Count > 0;
        }

        if (isWork)
        {
            counters.TriedToSteal(0);
        }

        return ClaimedBatch.None;
    }

    /// <summary>Finds the most loaded lane, at the most urgent level at which there is work; null when there is none.</summary>
    public async Task<string?> FindMostLoadedAsync(CancellationToken cancellationToken)
    {
        for (var level = 0; level < levels.Count; level++)
        {
            var lanes = await CountAsync(level, cancellationToken);
            if (lanes.Count > 0)
            {
                return lanes.MaxBy(static lane => lane.Value).Key;
            }
        }

        return null;
    }

    /// <summary>Claims items of a lane of another that were granted to this process.</summary>
    public async Task<ClaimedBatch> ClaimGrantedAsync(int lane, int max, CancellationToken cancellationToken)
    {
        for (var level = 0; level < levels.Count; level++)
        {
            var found = await FindAsync(PartitionRange.One(WorkItemId.LanePartition(level, lane)), 2 * max, cancellationToken);
            if (found.Count > 0)
            {
                return await TakeFromTheEndAsync(found, Math.Min(max, found.Count), cancellationToken);
            }
        }

        return ClaimedBatch.None;
    }

    /// <summary>Counts the claimable items of a level's lanes, up to 4000: lanes behind a very long one may seem to have none.</summary>
    public Task<IReadOnlyDictionary<string, int>> CountAsync(int level, CancellationToken cancellationToken) =>
        index.CountClaimableAsync(PartitionRange.AllLanes(level), time.GetUtcNow(), MaxCounted, cancellationToken);

    /// <summary>Finds which of some lanes have claimable items, at any level.</summary>
    public async Task<IReadOnlyList<string>> FindLanesAsync(IReadOnlyList<int> lanes, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        for (var level = 0; level < levels.Count; level++)
        {
            foreach (var (first, last) in Runs(lanes))
            {
                found.AddRange(await index.FindPartitionsAsync(PartitionRange.Lanes(level, first, last), time.GetUtcNow(), cancellationToken).ToListAsync(cancellationToken));
            }
        }

        return found;
    }

    private async Task<IReadOnlyList<WorkItem>> FindAsync(int level, IReadOnlyList<int> lanes, int max, CancellationToken cancellationToken)
    {
        // From another lane each time, so that a long one does not keep the others waiting.
        var start = random.Next(lanes.Count);
        foreach (var (first, last) in Runs([.. lanes.Skip(start), .. lanes.Take(start)]))
        {
            var found = await FindAsync(PartitionRange.Lanes(level, first, last), max, cancellationToken);
            if (found.Count > 0)
            {
                return found;
            }
        }

        return [];
    }

    /// <summary>There are no packs in lanes.</summary>
    private async Task<IReadOnlyList<WorkItem>> FindAsync(PartitionRange place, int max, CancellationToken cancellationToken) =>
        (await index.FindClaimableAsync(place, time.GetUtcNow(), max, cancellationToken)).Items;

    /// <summary>
    /// Takes items that the owner serves last; not always the same, so that those who come together seldom want the same. The owner, or
    /// another thief, may be faster all the same.
    /// </summary>
    private Task<ClaimedBatch> TakeFromTheEndAsync(IReadOnlyList<WorkItem> found, int items, CancellationToken cancellationToken)
    {
        if (items == 0)
        {
            return Task.FromResult(ClaimedBatch.None);
        }

        var last = found.Count - items;
        return claimer.TakeAsync(found.Skip(random.Next((last / 2) + (last % 2), last + 1)).Take(items), cancellationToken);
    }

    /// <summary>Lanes that follow each other take one query.</summary>
    private static IEnumerable<(int First, int Last)> Runs(IReadOnlyList<int> lanes)
    {
        for (var i = 0; i < lanes.Count; i++)
        {
            var first = lanes[i];
            while (i + 1 < lanes.Count && lanes[i + 1] == lanes[i] + 1)
            {
                i++;
            }

            yield return (first, lanes[i]);
        }
    }
}
