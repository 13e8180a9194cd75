namespace WorkDistribution.Core.Balancing;

/// <summary>One worker of a pool: an asynchronous loop with a deque of its own.</summary>
internal sealed class PoolWorker(WorkStealingPool pool, int index)
{
    /// <summary>Milliseconds after which a worker lets others have its thread for a moment.</summary>
    private const int Slice = 10;

    /// <summary>Items after which those that ended are reported to their batch at the latest.</summary>
    private const int ReportAfter = 256;

    // A range is halved until one item is left, so it takes at most 31 entries, and no other range is begun before it is used up.
    private readonly WorkStealingDeque<PoolRange> deque = new(32, 32);

    // Not injected: victims have to differ from worker to worker, not from run to run.
    private readonly Random random = new(index);

    private ExecutionContext? own;
    private long executed;
    private long stealAttempts;
    private long steals;
    private long busyTicks;

    /// <summary>Timestamp since when it has been busy; 0 when it is idle.</summary>
    private long busySince;

    /// <summary>Items of <see cref="endedOf"/> that have ended and are not reported yet.</summary>
    private int ended;
    private PoolBatch? endedOf;

    private enum Pause
    {
        NothingFound,
        SliceOver,
        ItemWaits,
    }

    /// <summary>Set while the worker is parked; whoever wakes it completes it: true to look for work, false to stop.</summary>
    public TaskCompletionSource<bool>? Parked { get; set; }

    public bool HasWork => deque.Count > 0;

    public WorkerStatistics Statistics
    {
        get
        {
            var since = Volatile.Read(ref busySince);
            var busy = TimeSpan.FromTicks(Volatile.Read(ref busyTicks)) + (since == 0 ? TimeSpan.Zero : pool.Time.GetElapsedTime(since));
            return new(Volatile.Read(ref executed), Volatile.Read(ref stealAttempts), Volatile.Read(ref steals), busy);
        }
    }

    public async Task RunAsync()
    {
        own = ExecutionContext.Capture();
        while (true)
        {
            switch (Work(out var batch, out var item))
            {
                case Pause.NothingFound:
                    if (!await pool.ParkAsync(this))
                    {
                        return;
                    }

                    break;

                case Pause.SliceOver:
                    await Task.Yield();
                    break;

                default:
                    try
                    {
                        await item;
                    }
                    catch (Exception e)
                    {
                        batch!.Fail(e);
                    }

                    End(batch!, 1);
                    if (!Thread.CurrentThread.IsThreadPoolThread)
                    {
                        // Whoever completed the item gets its thread back.
                        await Task.Yield();
                    }

                    break;
            }
        }
    }

    /// <summary>Runs items until there are none, one has to be awaited, or the time slice is over.</summary>
    private Pause Work(out PoolBatch? batch, out ValueTask item)
    {
        var pause = Pause.NothingFound;
        var until = Environment.TickCount64 + Slice;
        batch = null;
        item = default;
        while (Find(out var range))
        {
            if (busySince == 0)
            {
                Volatile.Write(ref busySince, pool.Time.GetTimestamp());
            }

            batch = range.Batch;
            if (batch.CancellationToken.IsCancellationRequested)
            {
                batch.Skip();
                End(batch, range.End - range.Start);
                continue;
            }

            Split(ref range);
            ExecutionContext.Restore(batch.Context ?? own!);
            if (!Run(range, out item))
            {
                Report();
                pause = Pause.ItemWaits;
                break;
            }

            End(batch, range.End - range.Start);
            if (Environment.TickCount64 >= until)
            {
                pause = Pause.SliceOver;
                break;
            }
        }

        ExecutionContext.Restore(own!);
        if (pause == Pause.NothingFound && busySince != 0)
        {
            Volatile.Write(ref busyTicks, busyTicks + pool.Time.GetElapsedTime(busySince).Ticks);
            Volatile.Write(ref busySince, 0);
        }

        return pause;
    }

    /// <summary>Starts an item; false when it has to be awaited.</summary>
    private static bool Run(PoolRange range, out ValueTask item)
    {
        try
        {
            item = range.Batch.Body(range.Start, range.Batch.CancellationToken);
            if (!item.IsCompleted)
            {
                return false;
            }

            item.GetAwaiter().GetResult();
        }
        catch (Exception e)
        {
            range.Batch.Fail(e);
            item = default;
        }

        return true;
    }

    /// <summary>
    /// Keeps the first item and leaves the others where they can be stolen, largest part first: whatever this one takes, no other
    /// waits behind it.
    /// </summary>
    private void Split(ref PoolRange range)
    {
        if (range.End - range.Start == 1 && !HasWork)
        {
            return;
        }

        while (range.End - range.Start > 1)
        {
            var middle = range.Start + ((range.End - range.Start) / 2);
            if (!deque.TryPush(range with { Start = middle }))
            {
                throw new InvalidOperationException("The deque of a pool's worker overflowed; a range leaves at most 31 parts.");
            }

            range = range with { End = middle };
        }

        pool.WakeOne();
    }

    private bool Find(out PoolRange range)
    {
        if (deque.TryPop(out range))
        {
            return true;
        }

        Report();
        return pool.TryTakeSubmitted(out range) || Steal(out range);
    }

    /// <summary>Tries all others once, from a random one on, and again while another thief was faster.</summary>
    private bool Steal(out PoolRange range)
    {
        var workers = pool.Workers;
        bool lost;
        do
        {
            lost = false;
            var first = random.Next(workers.Length);
            for (var i = 0; i < workers.Length; i++)
            {
                var victim = workers[(first + i) % workers.Length];
                if (victim == this || !victim.HasWork)
                {
                    continue;
                }

                Volatile.Write(ref stealAttempts, stealAttempts + 1);
                var outcome = victim.deque.TrySteal(out range);
                if (outcome == StealOutcome.Stolen)
                {
                    Volatile.Write(ref steals, steals + 1);
                    return true;
                }

                lost |= outcome == StealOutcome.Lost;
            }
        }
        while (lost);

        range = default;
        return false;
    }

    /// <summary>
    /// Notes that items have ended. Workers report to the batch, which they share, only now and then: when they turn to something
    /// else, so that a batch is never kept waiting for it.
    /// </summary>
    private void End(PoolBatch batch, int items)
    {
        if (batch != endedOf)
        {
            Report();
            endedOf = batch;
        }

        ended += items;
        if (ended >= ReportAfter)
        {
            Report();
        }
    }

    private void Report()
    {
        if (ended > 0)
        {
            Volatile.Write(ref executed, executed + ended);
            pool.End(endedOf!, ended);
        }

        ended = 0;
        endedOf = null;
    }
}
