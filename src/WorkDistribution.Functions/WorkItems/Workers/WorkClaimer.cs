using Microsoft.Extensions.Options;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Packs;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Storage;

namespace WorkDistribution.Functions.WorkItems.Workers;

/// <summary>
/// Takes a batch of items for this process: priorities are decided here, when the work starts, not when it was submitted. A query finds
/// what can be claimed, a transaction a partition takes it; a partition in which another worker was faster is left to that worker. Where
/// packs come first, only they are taken. Lanes are left to their owners.
/// </summary>
internal sealed class WorkClaimer(
    PendingIndex index,
    OutcomeStore outcomes,
    PackTable packs,
    PackExpander expander,
    WorkLevels levels,
    PriorityBoard board,
    Transitions transitions,
    WorkerIdentity worker,
    IOptions<WorkItemsOptions> options,
    TimeProvider time,
    Random random)
{
    private const int MaxTries = 3;

    /// <summary>A pack is taken whole unless it is that many times larger than the claim should be: cutting it costs more than the items.</summary>
    private const int MaxExcess = 2;

    private static readonly ParallelOptions Bounded = new() { MaxDegreeOfParallelism = 8 };

    /// <summary>Claims up to a number of items of one level, from its shards.</summary>
    /// <param name="hint">A partition that a ticket names; null for none.</param>
    /// <param name="max">How much at most.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<ClaimedBatch> ClaimAsync(string? hint, ClaimLimit max, CancellationToken cancellationToken)
    {
        var hinted = hint is null || hint[0] - '0' >= levels.Count ? -1 : hint[0] - '0';
        var loads = board.Loads();
        var known = loads.Select(static load => load.Waiting > 0).ToArray();
        if (hinted >= 0 && !known[hinted])
        {
            // What is known may be out of date, and the ticket says otherwise.
            loads[hinted] = loads[hinted] with { Waiting = 1 };
        }

        var order = levels.Policy.Order(loads);
        for (var i = 0; i < order.Levels.Count && loads[order.Levels[i]].Waiting > 0; i++)
        {
            var level = order.Levels[i];
            var batch = await ClaimAsync(Places(level, level == hinted ? hint : null, known[level]), max, cancellationToken);
            if (!batch.IsEmpty)
            {
                return batch with { IsForced = i == 0 && order.IsForced };
            }
        }

        // Nothing where work was known to be: one query over everything, which finds the most urgent first.
        var anywhere = await ClaimAsync([PartitionRange.All], max, cancellationToken);
        if (!anywhere.IsWorkInLanes)
        {
            return anywhere;
        }

        // Lanes may have been all that it found.
        var shards = await ClaimAsync(Enumerable.Range(0, levels.Count).Select(PartitionRange.AllShards), max, cancellationToken);
        return shards.IsEmpty ? anywhere : shards;
    }

    /// <summary>Claims up to a number of items from the shards of a level.</summary>
    public Task<ClaimedBatch> ClaimShardsAsync(int level, int max, CancellationToken cancellationToken) =>
        ClaimAsync(Shards(level), new ClaimLimit(max), cancellationToken);

    /// <summary>Takes items that were found, all of one level, or nothing of a partition in which another worker was faster.</summary>
    public async Task<ClaimedBatch> TakeAsync(IEnumerable<WorkItem> found, CancellationToken cancellationToken)
    {
        var batches = await Task.WhenAll(
            found.GroupBy(static item => item.Id.Partition).Select(partition => TakePartitionAsync([.. partition], cancellationToken)));
        return new ClaimedBatch([.. batches.SelectMany(static batch => batch.Items)], [.. batches.SelectMany(static batch => batch.Ended)], false);
    }

    private IEnumerable<PartitionRange> Places(int level, string? hint, bool isKnown)
    {
        if (hint is not null && !levels.IsLane(hint))
        {
            yield return PartitionRange.One(hint);
        }

        if (isKnown)
        {
            foreach (var shards in Shards(level))
            {
                yield return shards;
            }
        }
    }

    /// <summary>Workers start at different shards, so that they seldom meet.</summary>
    private IEnumerable<PartitionRange> Shards(int level)
    {
        var shard = random.Next(options.Value.Shards);
        yield return PartitionRange.ShardsFrom(level, shard);
        if (shard > 0)
        {
            yield return PartitionRange.ShardsBefore(level, shard);
        }
    }

    private async Task<ClaimedBatch> ClaimAsync(IEnumerable<PartitionRange> places, ClaimLimit max, CancellationToken cancellationToken)
    {
        var isWorkInLanes = false;
        foreach (var place in places)
        {
            for (var tries = 0; tries < MaxTries; tries++)
            {
                var found = await index.FindClaimableAsync(place, time.GetUtcNow(), max.Items, cancellationToken);
                if (found.IsPackFirst)
                {
                    if (await TakePacksAsync(found.Packs, max, cancellationToken) is { IsEmpty: false } pack)
                    {
                        return pack;
                    }

                    continue;
                }

                var free = found.Items.Where(item => !levels.IsLane(item.Id.Partition)).ToList();
                isWorkInLanes |= free.Count < found.Items.Count;
                if (free.Count == 0)
                {
                    break;
                }

                // Levels are not mixed: a batch counts as service of its level.
                var batch = await TakeAsync(free.Where(item => item.Id.Level == free[0].Id.Level), cancellationToken);
                if (!batch.IsEmpty)
                {
                    return batch;
                }
            }
        }

        return ClaimedBatch.None with { IsWorkInLanes = isWorkInLanes };
    }

    /// <summary>Takes the first packs of a partition, or when others were faster the first pack that nobody else takes.</summary>
    private async Task<ClaimedBatch> TakePacksAsync(IReadOnlyList<WorkPack> found, ClaimLimit max, CancellationToken cancellationToken)
    {
        var together = found.TakeWhile(pack => pack.State == WorkItemState.Pending && pack.Id.Partition == found[0].Id.Partition).Take(max.Packs).ToList();
        if (together.Count > 1 && await ClaimAsync(together, cancellationToken) is { IsEmpty: false } several)
        {
            return several;
        }

        foreach (var pack in found)
        {
            var batch = pack.State == WorkItemState.Running ? await TakeAsync((await expander.ExpireAsync(pack, cancellationToken)).Take(max.Items), cancellationToken)
                : pack.Count > max.Items * MaxExcess ? new ClaimedBatch(await expander.CutAsync(pack, max.Items, worker.Name, cancellationToken), [], false)
                : await ClaimAsync([pack], cancellationToken);
            if (!batch.IsEmpty)
            {
                return batch;
            }
        }

        return ClaimedBatch.None;
    }

    private async Task<ClaimedBatch> ClaimAsync(IReadOnlyList<WorkPack> waiting, CancellationToken cancellationToken) =>
        await packs.TryUpdateAsync([.. waiting.Select(pack => transitions.Claim(pack, worker.Name))], cancellationToken) is { } claimed
            ? new ClaimedBatch([.. claimed.SelectMany(static pack => pack.ReadItems())], [], false) { Packs = claimed }
            : ClaimedBatch.None;

    /// <summary>Takes what was found in one partition, or nothing when another worker was faster.</summary>
    private async Task<ClaimedBatch> TakePartitionAsync(IReadOnlyList<WorkItem> found, CancellationToken cancellationToken)
    {
        var ended = new List<WorkItem>();
        var claims = new List<WorkItem>(found.Count);
        foreach (var item in found)
        {
            var waiting = item.State == WorkItemState.Running ? transitions.Expire(item) : item;
            if (waiting.IsFinished)
            {
                ended.Add(waiting);
            }
            else
            {
                claims.Add(transitions.Claim(waiting, worker.Name));
            }
        }

        if (claims.Count == 0)
        {
            return new ClaimedBatch([], ended, false);
        }

        var claimed = new List<WorkItem>(claims.Count);
        foreach (var chunk in claims.Chunk(PendingIndex.MaxTransaction))
        {
            claimed.AddRange(await index.TryUpdateAsync(chunk, cancellationToken) ?? []);
        }

        return new ClaimedBatch(await WithoutFinishedAsync(claimed, cancellationToken), ended, false);
    }

    /// <summary>
    /// Drops items that have an outcome already: those whose worker was lost between the outcome and the index, and those that were
    /// inserted a second time.
    /// </summary>
    private async Task<IReadOnlyList<WorkItem>> WithoutFinishedAsync(IReadOnlyList<WorkItem> claimed, CancellationToken cancellationToken)
    {
        var finished = new HashSet<WorkItemId>();
        await Parallel.ForEachAsync(claimed.Where(static item => item.CheckOutcome), Bounded, async (item, _) =>
        {
            if (await outcomes.FindAsync(item.Id, cancellationToken) is { } outcome && outcome.Generation >= item.Generation)
            {
                await index.TryDeleteAsync(item, cancellationToken);
                lock (finished)
                {
                    finished.Add(item.Id);
                }
            }
        });
        return finished.Count == 0 ? claimed : [.. claimed.Where(item => !finished.Contains(item.Id))];
    }
}
