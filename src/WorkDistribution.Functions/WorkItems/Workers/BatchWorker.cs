using System.Threading.Channels;
using WorkDistribution.Core.Balancing;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.WorkItems.Backups;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Monitoring;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Storage;

namespace WorkDistribution.Functions.WorkItems.Workers;

/// <summary>Serves tickets: claims a batch, runs it on the pool, and records each item as it ends.</summary>
internal sealed class BatchWorker(
    WorkClaimer claimer,
    ClaimSize size,
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
    TimeProvider time)
{
    /// <summary>How long an item that ended waits for others, so that one transaction records many.</summary>
    private static readonly TimeSpan RecordDelay = TimeSpan.FromMilliseconds(50);

    /// <summary>Claims and runs a hundred items, or as many as there are.</summary>
    /// <param name="hint">The partition that the ticket names; null for none.</param>
    /// <param name="cancellationToken">Tells the handlers to stop; the items are given back then.</param>
    public async Task RunAsync(string? hint, CancellationToken cancellationToken)
    {
        for (var served = 0; served < PendingIndex.MaxTransaction;)
        {
            var started = time.GetTimestamp();
            var (max, isCut) = size.Next(running.Count());
            var batch = await claimer.ClaimAsync(hint, max, cancellationToken);
            if (batch.Ended.Count > 0)
            {
                await recorder.RecordAsync(batch.Ended, cancellationToken);
            }

            var isFull = batch.Count >= max;
            if (isFull && isCut)
            {
                // Slow items: the rest of what the ticket stands for is for whoever is free.
                await tickets.SendAsync(batch.Partition, cancellationToken);
            }

            if (batch.Items.Count > 0)
            {
                await RunAsync(batch, started, cancellationToken);
            }

            if (isCut || !isFull)
            {
                return;
            }

            served += batch.Count;
        }
    }

    private async Task RunAsync(ClaimedBatch batch, long started, CancellationToken cancellationToken)
    {
        ReportService(batch);
        var items = batch.Items.Select(item => new RunningItem(item, time)).ToList();
        try
        {
            var coordination = time.GetElapsedTime(started);
            coordination += await RunAsync(items, cancellationToken);
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

    /// <returns>Time that the records took.</returns>
    private async Task<TimeSpan> RunAsync(List<RunningItem> items, CancellationToken cancellationToken)
    {
        foreach (var item in items)
        {
            running.Add(item);
        }

        leases.Start();
        using var stragglers = backups.Watch(items);
        var ended = Channel.CreateUnbounded<WorkItem>(new UnboundedChannelOptions { SingleReader = true });
        var allEnded = new TaskCompletionSource();
        var recording = RecordAsync(ended.Reader, allEnded.Task);
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
                        ended.Writer.TryWrite(result);
                        meter.Ran(Wait(items[i].Item), items[i].Duration);
                    }
                },
                CancellationToken.None);
        }
        finally
        {
            ended.Writer.Complete();
            allEnded.SetResult();
            await recording;
        }

        return await recording;
    }

    private async Task<TimeSpan> RecordAsync(ChannelReader<WorkItem> ended, Task allEnded)
    {
        var spent = TimeSpan.Zero;
        while (await ended.WaitToReadAsync(CancellationToken.None))
        {
            // Until all have ended, or for a moment.
            using (var moment = new CancellationTokenSource(RecordDelay, time))
            {
                await Task.WhenAny(allEnded, Task.Delay(Timeout.InfiniteTimeSpan, moment.Token));
            }

            var items = new List<WorkItem>();
            while (ended.TryRead(out var item))
            {
                items.Add(item);
            }

            // Not cancelled: what was done must be recorded, also when the host stops.
            var started = time.GetTimestamp();
            await recorder.RecordAsync(items, CancellationToken.None);
            spent += time.GetElapsedTime(started);
            foreach (var item in items)
            {
                // What is recorded needs no lease any more, and counts as running no longer.
                running.Remove(item);
            }
        }

        return spent;
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
