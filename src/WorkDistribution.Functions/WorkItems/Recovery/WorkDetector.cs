using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Lanes;
using WorkDistribution.Functions.WorkItems.Packs;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Storage;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.WorkItems.Recovery;

/// <summary>
/// Finds what is stuck and sets it going again: items whose worker was lost, rows that a lost worker left behind, and items whose ticket
/// was lost. It counts the index on the way.
/// </summary>
internal sealed class WorkDetector(
    PendingIndex index, PackExpander expander, WorkRecorder recorder, Transitions transitions, TicketQueue tickets, LaneTable lanes, WorkLevels levels, TimeProvider time)
{
    /// <summary>How long a ticket may be on its way to a worker that has nothing else to do.</summary>
    private static readonly TimeSpan TicketGrace = TimeSpan.FromSeconds(5);

    /// <summary>Looks at everything once.</summary>
    public async Task<DetectorReport> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var count = new IndexCount(levels.Count, now, TicketGrace);
        await foreach (var entry in index.ScanAsync(cancellationToken))
        {
            count.Add(entry);
        }

        var (requeued, failed) = (0, 0);
        foreach (var partition in count.Expired)
        {
            var (again, ended) = await ExpireAsync(partition, now, cancellationToken);
            requeued += again;
            failed += ended;
        }

        var finished = 0;
        foreach (var id in count.Finished)
        {
            if (await index.FindAsync(id, cancellationToken) is { IsFinished: true } item)
            {
                await recorder.RecordAsync([item], cancellationToken);
                finished++;
            }
        }

        var sent = await SendMissingTicketsAsync(count.Waiting, cancellationToken);
        return new DetectorReport(now, requeued + failed, requeued, failed, finished, sent, count.Levels);
    }

    private async Task<(int Requeued, int Failed)> ExpireAsync(string partition, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (requeued, failed) = (0, 0);
        while (true)
        {
            var expired = await index.FindExpiredAsync(partition, now, PendingIndex.MaxTransaction, cancellationToken);
            var done = (await recorder.RecordAsync([.. expired.Items.Select(transitions.Expire)], cancellationToken)).ToList();
            foreach (var pack in expired.Packs)
            {
                done.AddRange(await ExpireAsync(pack, cancellationToken));
            }

            requeued += done.Count(static item => !item.IsFinished);
            failed += done.Count(static item => item.IsFinished);
            if (expired.Count < PendingIndex.MaxTransaction || done.Count == 0)
            {
                // All were looked at; or others, such as the workers themselves, are at the rest.
                return (requeued, failed);
            }
        }
    }

    private async Task<IReadOnlyList<WorkItem>> ExpireAsync(WorkPack pack, CancellationToken cancellationToken)
    {
        var items = await expander.ExpireAsync(pack, cancellationToken);
        if (items.Count > 0 && !items[0].IsFinished)
        {
            await tickets.SendAsync(pack.Id.Partition, cancellationToken);
            return items;
        }

        // One lost worker may be too much for them.
        return await recorder.RecordAsync(items, cancellationToken);
    }

    private async Task<int> SendMissingTicketsAsync(IReadOnlyDictionary<string, int> waiting, CancellationToken cancellationToken)
    {
        if (waiting.Count == 0)
        {
            return 0;
        }

        // A long queue has tickets enough to go on with; what is missing then is found when it is short.
        var visible = await tickets.CountVisibleAsync(cancellationToken);
        var needed = waiting.Where(partition => !levels.IsLane(partition.Key))
            .SelectMany(static partition => Enumerable.Repeat(partition.Key, (partition.Value + PendingIndex.MaxTransaction - 1) / PendingIndex.MaxTransaction));
        var missing = visible is { } stands ? needed.Skip(stands).ToList() : [];
        missing.AddRange(await FindFreeAsync([.. waiting.Keys.Where(levels.IsLane)], cancellationToken));
        foreach (var partition in missing)
        {
            await tickets.SendAsync(partition, cancellationToken);
        }

        return missing.Count;
    }

    /// <summary>Lanes that nobody owns: one ticket brings each an owner, and only one of its own does.</summary>
    private async Task<IEnumerable<string>> FindFreeAsync(IReadOnlyList<string> waiting, CancellationToken cancellationToken)
    {
        if (waiting.Count == 0)
        {
            return [];
        }

        var snapshot = await lanes.ReadAsync(cancellationToken);
        return waiting.Where(partition => !snapshot.Lane(WorkItemId.NumberOf(partition)).IsHeld(time.GetUtcNow()));
    }
}
