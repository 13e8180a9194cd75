using System.Diagnostics;

namespace WorkDistribution.Core.Balancing;

/// <summary>One worker of a pool: an asynchronous loop with a deque of its own.</summary>
internal sealed class PoolWorker(WorkStealingPool pool, int index)
{
    /// <summary>Most items taken from a range at once.</summary>
    private const int MaxTaken = 64;

    /// <summary>Items after which those that ended are reported to their batch at the latest.</summary>
    private const int ReportAfter = 256;

    /// <summary>Time after which a worker lets others have its thread for a moment.</summary>
    private static readonly long _slice = Stopwatch.Frequency / 100;

    /// <summary>
    /// Time that items taken at once may need, going by those before them: 8 us. Short enough for nobody to be missed by, long enough for
    /// the push, the pop and the look at the clock, about 50 ns together, not to matter.
    /// </summary>
    private static readonly long _takenTime = Stopwatch.Frequency * 8 / 1_000_000;

    // A range is halved on the way down, so it takes at most 31 entries, and no other range is begun before it is used up.
    private readonly WorkStealingDeque<PoolRange> deque = new(32, 32);

    // Not injected: victims have to differ from worker to worker, not from run to run.
    private readonly Random random = new(index);

    private ExecutionContext? own;

    /// <summary>
    /// Items of a range to take at once: one, unless those of the batch have been so short that taking them costs more than running
    /// them. What is taken cannot be stolen any more.
    /// </summary>
    private int takes = 1;
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
        var began = Stopwatch.GetTimestamp();
        var until = began + _slice;
        batch = null;
        item = default;
        while (Find(out var range))
        {
            if (busySince == 0)
            {
                Volatile.Write(ref busySince, pool.Time.GetTimestamp());
            }

            if (range.Batch != batch)
            {
                // Nothing is known of its items, so the first is taken by itself.
                batch = range.Batch;
                takes = 1;
            }

            Split(ref range);
            if (!Run(range, out item))
            {
                takes = 1;
                pause = Pause.ItemWaits;
                break;
            }

            var now = Stopwatch.GetTimestamp();
            takes = now - began > _takenTime ? 1 : now - began < _takenTime / 2 ? Math.Min(takes * 2, MaxTaken) : takes;
            began = now;
            if (now >= until)
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

    /// <summary>Runs the items of a range; false when one has to be awaited, with those after it back in the deque.</summary>
    private bool Run(PoolRange range, out ValueTask item)
    {
        var batch = range.Batch;
        var (body, token, context) = (batch.Body, batch.CancellationToken, batch.Context ?? own!);
        var index = range.Start;
        for (; index < range.End && !token.IsCancellationRequested; index++)
        {
            // Each time, because an item may have changed it.
            ExecutionContext.Restore(context);
            try
            {
                item = body(index, token);
                if (!item.IsCompleted)
                {
                    if (index + 1 < range.End)
                    {
                        Leave(range with { Start = index + 1 });
                        pool.WakeOne();
                    }

                    End(batch, index - range.Start);
                    Report();
                    return false;
                }

                item.GetAwaiter().GetResult();
            }
            catch (Exception e)
            {
                batch.Fail(e);
            }
        }

        if (index < range.End)
        {
            batch.Skip();
        }

        End(batch, range.End - range.Start);
        item = default;
        return true;
    }

    /// <summary>
    /// Keeps the first items, as many as may be taken at once, and leaves the others where they can be stolen, largest part first.
    /// </summary>
    private void Split(ref PoolRange range)
    {
        if (range.End - range.Start <= takes)
        {
            return;
        }

        do
        {
            var middle = range.Start + ((range.End - range.Start) / 2);
            Leave(range with { Start = middle });
            range = range with { End = middle };
        }
        while (range.End - range.Start > takes);
        pool.WakeOne();
    }

    private void Leave(PoolRange range)
    {
        if (!deque.TryPush(range))
        {
            throw new InvalidOperationException("The deque of a pool's worker overflowed; a range leaves at most 31 parts.");
        }
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
                    if (victim.HasWork)
                    {
                        // Each thief calls the next, so that waking all does not fall to the one who has the work.
                        pool.WakeOne();
                    }

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
