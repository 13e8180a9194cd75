using System.Threading.Channels;
using WorkDistribution.Core.Balancing;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Storage;

namespace WorkDistribution.Functions.WorkItems.Workers;

/// <summary>Serves one ticket: claims a batch, runs it, and records each item as it ends.</summary>
internal sealed class BatchWorker(
    WorkClaimer claimer,
    AttemptRunner attempts,
    WorkRecorder recorder,
    RunningItems running,
    LeaseKeeper leases,
    PriorityBoard board,
    WorkStealingPool pool,
    TimeProvider time)
{
    /// <summary>How long an item that ended waits for others, so that one transaction records many.</summary>
    private static readonly TimeSpan RecordDelay = TimeSpan.FromMilliseconds(50);

    /// <summary>Claims and runs up to a hundred items.</summary>
    /// <param name="hint">The partition that the ticket names; null for none.</param>
    /// <param name="cancellationToken">Tells the handlers to stop; the items are given back then.</param>
    public async Task RunAsync(string? hint, CancellationToken cancellationToken)
    {
        var batch = await claimer.ClaimAsync(hint, PendingIndex.MaxTransaction, cancellationToken);
        if (batch.Ended.Count > 0)
        {
            await recorder.RecordAsync(batch.Ended, cancellationToken);
        }

        if (batch.Items.Count > 0)
        {
            ReportService(batch);
            await RunAsync([.. batch.Items.Select(static item => new RunningItem(item))], cancellationToken);
        }
    }

    private async Task RunAsync(IReadOnlyList<RunningItem> items, CancellationToken cancellationToken)
    {
        foreach (var item in items)
        {
            running.Add(item);
        }

        leases.Start();
        var ended = Channel.CreateUnbounded<WorkItem>(new UnboundedChannelOptions { SingleReader = true });
        var allEnded = new TaskCompletionSource();
        var recording = RecordAsync(ended.Reader, allEnded.Task);
        try
        {
            await using var stopping = cancellationToken.UnsafeRegister(
                static state => Stop((IReadOnlyList<RunningItem>)state!), items);
            await pool.ForAsync(
                items.Count,
                async (i, _) =>
                {
                    if (await attempts.RunAsync(items[i]) is { } result)
                    {
                        ended.Writer.TryWrite(result);
                    }
                },
                CancellationToken.None);
        }
        finally
        {
            ended.Writer.Complete();
            allEnded.SetResult();
            try
            {
                await recording;
            }
            finally
            {
                foreach (var item in items)
                {
                    running.Remove(item);
                    item.Dispose();
                }
            }
        }

        // The ticket stands for what was given back: its message must come again.
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task RecordAsync(ChannelReader<WorkItem> ended, Task allEnded)
    {
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
            await recorder.RecordAsync(items, CancellationToken.None);
        }
    }

    private void ReportService(ClaimedBatch batch)
    {
        var now = time.GetUtcNow();
        var waits = batch.Items.Select(item => Math.Max(0, (now - item.Id.Due).TotalMilliseconds)).ToList();
        board.Add(batch.Items[0].Id.Level, new LevelReport
        {
            Served = batch.Items.Count,
            Forced = batch.IsForced ? 1 : 0,
            WaitedMs = waits.Sum(),
            LongestWaitMs = waits.Max(),
        });
    }

    private static void Stop(IReadOnlyList<RunningItem> items)
    {
        foreach (var item in items)
        {
            item.RequestStop(StopReason.Shutdown);
        }
    }
}
