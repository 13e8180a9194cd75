using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Storage;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.WorkItems.Packs;

/// <summary>Gives the unfinished items of a pack rows of their own, so that each can go its own way.</summary>
internal sealed class PackExpander(PackTable packs, OutcomeStore outcomes, Transitions transitions, RunningItems running)
{
    /// <summary>Expands a pack as it is, unless it was changed by somebody else.</summary>
    public async Task ExpandAsync(WorkPack pack, CancellationToken cancellationToken)
    {
        var items = await UnfinishedAsync(pack, cancellationToken);

        // One that runs may have its outcome by the time it has its row.
        var isRunning = pack.State == WorkItemState.Running;
        await packs.TryReplaceAsync(pack.Id, pack.ETag, [.. items.Select(item => item with { CheckOutcome = isRunning })], cancellationToken);
    }

    /// <summary>Expands a pack whose lease has ended: its items wait again, or end because they are not to lose another worker.</summary>
    /// <returns>The items as they are now, those that ended not yet recorded; none when the pack was changed by somebody else.</returns>
    public async Task<IReadOnlyList<WorkItem>> ExpireAsync(WorkPack pack, CancellationToken cancellationToken)
    {
        // Whoever claims them need not look for outcomes again: what the lost worker recorded was recorded long before its lease ended.
        var items = (await UnfinishedAsync(pack, cancellationToken)).Select(item => transitions.Expire(item) with { CheckOutcome = false });
        return await packs.TryReplaceAsync(pack.Id, pack.ETag, [.. items], cancellationToken) ?? [];
    }

    /// <summary>Expands a waiting pack of which a worker takes only some items.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="taken">How many it takes, fewer than there are.</param>
    /// <param name="worker">The worker.</param>
    /// <param name="cancellationToken">Ends the call; the pack may be expanded or not.</param>
    /// <returns>What the worker took; none when the pack was changed by somebody else.</returns>
    public async Task<IReadOnlyList<WorkItem>> CutAsync(WorkPack pack, int taken, string worker, CancellationToken cancellationToken)
    {
        var items = pack.ReadItems().Select((item, place) => place < taken ? transitions.Claim(item, worker) : item);
        var rows = await packs.TryReplaceAsync(pack.Id, pack.ETag, [.. items], cancellationToken) ?? [];
        return [.. rows.Where(static row => row.State == WorkItemState.Running)];
    }

    /// <summary>Expands a pack that this process runs, with a new lease for what is not recorded yet.</summary>
    /// <param name="one">An item of it.</param>
    /// <param name="cancellationToken">Ends the call; the pack may be expanded or not.</param>
    /// <returns>False when it was changed by somebody else: then the items have rows, or belong to others.</returns>
    public async Task<bool> ExpandRunningAsync(WorkItem one, CancellationToken cancellationToken)
    {
        var pack = one.Id.Pack;
        var held = running.All.Where(other => other.Item.InPack && other.Item.ETag == one.ETag && other.Item.Id.Pack == pack).ToList();
        var renewed = held.Select(item => transitions.Renew(item.Item) with { CheckOutcome = true }).ToList();
        if (await packs.TryReplaceAsync(pack, one.ETag, renewed, cancellationToken) is not { } rows)
        {
            return false;
        }

        var byId = rows.ToDictionary(static row => row.Id);
        foreach (var item in held)
        {
            if (byId.TryGetValue(item.Item.Id, out var row))
            {
                item.Item = row;
            }
        }

        return true;
    }

    private async Task<IReadOnlyList<WorkItem>> UnfinishedAsync(WorkPack pack, CancellationToken cancellationToken)
    {
        if (pack.State == WorkItemState.Pending)
        {
            return pack.ReadItems();
        }

        var finished = await outcomes.FindIdsAsync(pack.Id, cancellationToken);
        return [.. pack.ReadItems().Where(item => !finished.Contains(item.Id))];
    }
}
