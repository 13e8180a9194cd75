using WorkDistribution.Core.Balancing;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.WorkItems.Backups;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Monitoring;
using WorkDistribution.Functions.WorkItems.Packs;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Storage;

namespace WorkDistribution.Functions.WorkItems.Workers;

/// <summary>Serves tickets: claims a batch, runs it on the pool, and records each item as it ends.</summary>
internal sealed class BatchWorker(
    WorkClaimer claimer,
    ClaimSize size,
    ClaimTurns turns,
    CoordinationCost cost,
    AttemptRunner attempts,
    WorkRecorder recorder,
    TicketQueue tickets,
    RunningItems running,
    LeaseKeeper leases,
    BackupRequests backups,
    PriorityBoard board,
    WorkMeter meter,
    WorkStealingPool pool,
    TimeProvider time) : IAsyncDisposable
{
    /// <summary>With a single one, tickets wait for each other: a tenth fewer items a second.</summary>
    private const int Writers = 4;

    /// <summary>Items that ended, of all batches of this process. Not cancelled: what was done must be recorded, also when the host stops.</summary>
    private readonly WorkItemAccumulator _ended = new(
        async (items, cancellationToken) => (await recorder.RecordAsync(items, cancellationToken)).Select(static item => item.Id).ToHashSet(),
        Writers,
        time);

    /// <summary>Claims and runs what a ticket stands for, or as much as there is.</summary>
    /// <param name="hint">The partition that the ticket names; null for none.</param>
    /// <param name="packs">How many packs it stands for; 1 also for a hundred items.</param>
    /// <param name="cancellationToken">Tells the handlers to stop; the items are given back then.</param>
    /// <returns>Whether this worker is idle although there is work in lanes.</returns>
    public async Task<bool> RunAsync(string? hint, int packs, CancellationToken cancellationToken)
    {
        for (var left = packs * PendingIndex.MaxTransaction; left > 0;)
        {
            using var share = await turns.WaitAsync(packs, cancellationToken);
            if (share is null)
            {
                return false;
            }

            var started = time.GetTimestamp();
            var limit = new ClaimLimit(share.Size, share.IsCut ? 1 : Math.Min(packs, size.Packs));
            var batch = await claimer.ClaimAsync(hint, limit, cancellationToken);
            if (batch.IsEmpty)
            {
                return batch.IsWorkInLanes;
            }

            var isFull = batch.Count >= share.Size;
            left -= batch.Packs.Count > 0 ? batch.Packs.Count * PendingIndex.MaxTransaction : isFull ? batch.Count : PendingIndex.MaxTransaction;
            if (share is { IsCut: true, IsPassedOn: false })
            {
                // Slow items: the rest of what the ticket stands for is for whoever is free.
                var rest = Math.Min(left / PendingIndex.MaxTransaction, packs - 1);
                await PassOnAsync(batch.Partition, isFull ? rest + 1 : rest, cancellationToken);
            }

            var run = RunAsync(batch, started, cancellationToken);
            share.Dispose();
            await run;
            if (share.IsCut || share.IsPassedOn)
            {
                return false;
            }
        }

        return false;
    }

    private Task PassOnAsync(string partition, int count, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Repeat(partition, count).Select(ticket => tickets.SendAsync(ticket, cancellationToken)));

    /// <summary>Records what ended in a batch and runs the rest.</summary>
    /// <param name="batch">The batch; may be empty.</param>
    /// <param name="started">When its claim began.</param>
    /// <param name="cancellationToken">Tells the handlers to stop; the items are given back then.</param>
    public async Task RunAsync(ClaimedBatch batch, long started, CancellationToken cancellationToken)
    {
        if (batch.Ended.Count > 0)
        {
            await recorder.RecordAsync(batch.Ended, cancellationToken);
        }

        if (batch.Items.Count > 0)
        {
            await RunItemsAsync(batch, started, cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => _ended.DisposeAsync();

    private async Task RunItemsAsync(ClaimedBatch batch, long started, CancellationToken cancellationToken)
    {
        ReportService(batch);
        var items = batch.Items.Select(item => new RunningItem(item, time)).ToList();
        try
        {
            var coordination = time.GetElapsedTime(started);
            coordination += await RunAsync(items, batch.Packs, cancellationToken);
            cost.Record(items.Where(static item => item.Duration > TimeSpan.Zero).Select(static item => (item.Item.Handler, item.Duration)), coordination);
            size.Record(items.Count, time.GetElapsedTime(started), TimeSpan.FromTicks((long)items.Average(static item => item.Duration.Ticks)));
        }
        finally
        {
            foreach (var item in items)
            {
                running.Remove(item);
                item.Dispose();
            }
        }

        // The ticket stands for what was given back: its message must come again.
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <returns>Time that the records took after the last item had ended; what was recorded while others ran cost the batch no time.</returns>
    private async Task<TimeSpan> RunAsync(List<RunningItem> items, IReadOnlyList<WorkPack> packs, CancellationToken cancellationToken)
    {
        foreach (var item in items)
        {
            running.Add(item);
        }

        leases.Start();
        using var stragglers = backups.Watch(items);
        var recordings = new Task[items.Count];
        Array.Fill(recordings, Task.CompletedTask);
        long allEnded;
        try
        {
            await using var stopping = cancellationToken.UnsafeRegister(static state => Stop((IReadOnlyList<RunningItem>)state!), items);
            await pool.ForAsync(
                items.Count,
                async (i, _) =>
                {
                    stragglers?.Started(items[i]);
                    var ran = await attempts.RunAsync(items[i]);
                    stragglers?.Ended(items[i], ran is { State: WorkItemState.Completed });
                    if (ran is { } result)
                    {
                        recordings[i] = RecordAsync(items[i], result);
                        meter.Ran(result, Wait(items[i].Item), items[i].Duration);
                    }
                },
                CancellationToken.None);
        }
        finally
        {
            // Nothing of this batch comes any more.
            allEnded = time.GetTimestamp();
            _ended.Flush();
            await Task.WhenAll(recordings);
        }

        if (packs.Count > 0)
        {
            await recorder.CloseAsync(packs, items.Select(static item => item.Recorded).OfType<WorkItem>(), CancellationToken.None);
        }

        return time.GetElapsedTime(allEnded);
    }

    private async Task RecordAsync(RunningItem item, WorkItem ended)
    {
        await _ended.AddAsync(ended, CancellationToken.None);

        // What is recorded needs no lease any more, and counts as running no longer.
        item.Recorded = ended;
        running.Remove(ended);
    }

    private void ReportService(ClaimedBatch batch)
    {
        var waits = batch.Items.Select(item => Wait(item).TotalMilliseconds).ToList();
        board.Add(batch.Items[0].Id.Level, new LevelReport
        {
            Served = batch.Items.Count,
            Forced = batch.IsForced ? 1 : 0,
            WaitedMs = waits.Sum(),
            LongestWaitMs = waits.Max(),
        });
    }

    private static TimeSpan Wait(WorkItem item) => item.StartedAt > item.ClaimableAt ? item.StartedAt.Value - item.ClaimableAt : TimeSpan.Zero;

    private static void Stop(IReadOnlyList<RunningItem> items)
    {
        foreach (var item in items)
        {
            item.RequestStop(StopReason.Shutdown);
        }
    }
}
