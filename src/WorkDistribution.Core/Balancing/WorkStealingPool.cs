using System.Collections.Concurrent;

namespace WorkDistribution.Core.Balancing;

/// <summary>
/// Runs items on a fixed number of workers, each with a Chase-Lev deque: a worker takes its own work last in, first out, and steals
/// the oldest from a random other when it has none. Safe for concurrent use.
/// </summary>
/// <remarks>
/// <para>A batch is not spread as items but as ranges that are halved on the way down to one item, so a thief takes half of what its
/// victim has left. Items that end synchronously need no task. A worker awaits an item that does not; so as many items run at a time
/// as there are workers.</para>
/// <para>No item waits behind another that runs, with one exception: while the items of a batch take next to no time, a worker takes
/// as many at once as need about 8 us by the last ones' time. Should the first of them block its thread, the others wait with it; when
/// it waits asynchronously they are given back.</para>
/// <para>Workers are asynchronous loops on the thread pool: parked ones hold no thread. Items see the submitter's
/// <see cref="ExecutionContext"/>. An item must not wait for another batch of its own pool: with all workers waiting like that nobody
/// would run it.</para>
/// </remarks>
public sealed class WorkStealingPool : IAsyncDisposable
{
    private readonly ConcurrentQueue<PoolRange> submitted = new();
    private readonly PoolRoom room;
    private readonly Lock gate = new();
    private readonly List<PoolWorker> parked;
    private readonly Task running;

    /// <summary>Number of <see cref="parked"/>, to be read without the lock.</summary>
    private int parkedCount;
    private int batches;
    private bool closed;
    private bool stopped;

    /// <summary>Makes a pool; its workers are parked until there is work.</summary>
    /// <param name="workers">Items run at a time, from 1 to 1024.</param>
    /// <param name="capacity">Items held at most, running ones included; from 1. A batch that finds no room waits for it in line.</param>
    /// <param name="time">The clock that busy time is measured by; default the system's.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not kept.</exception>
    public WorkStealingPool(int workers, int capacity, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(workers, 1024);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        Time = time ?? TimeProvider.System;
        room = new PoolRoom(capacity);
        parked = new(workers);
        Workers = [.. Enumerable.Range(0, workers).Select(index => new PoolWorker(this, index))];

        // The workers outlive whoever makes the pool, and must not keep its AsyncLocals.
        using (ExecutionContext.SuppressFlow())
        {
            running = Task.WhenAll(Workers.Select(static worker => Task.Run(worker.RunAsync)));
        }
    }

    /// <summary>What each worker has done so far.</summary>
    public IReadOnlyList<WorkerStatistics> Statistics => [.. Workers.Select(static worker => worker.Statistics)];

    internal PoolWorker[] Workers { get; }

    internal TimeProvider Time { get; }

    /// <summary>Runs a batch of items.</summary>
    /// <param name="items">The items; each gets the token.</param>
    /// <param name="cancellationToken">See <see cref="ForAsync"/>.</param>
    /// <inheritdoc cref="ForAsync" path="/returns|/exception"/>
    public Task RunAsync(IReadOnlyList<Func<CancellationToken, ValueTask>> items, CancellationToken cancellationToken = default) =>
        ForAsync(items.Count, (index, token) => items[index](token), cancellationToken);

    /// <summary>Runs one body for every index of a range, each an item of its own.</summary>
    /// <param name="count">Number of items, from 0.</param>
    /// <param name="body">Runs the item with an index from 0. Called once for each, in no order, by several workers at a time.</param>
    /// <param name="cancellationToken">Given to the items. Once it is cancelled, items not begun are not run.</param>
    /// <returns>
    /// A task that ends when all items have ended, and never before. Errors of items do not stop others: they come together at the
    /// end, the first ten of them, as an <see cref="AggregateException"/>.
    /// </returns>
    /// <exception cref="ObjectDisposedException">The pool was disposed before.</exception>
    public Task ForAsync(int count, Func<int, CancellationToken, ValueTask> body, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var batch = new PoolBatch(body, count, cancellationToken);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, this);
            if (count == 0)
            {
                return Task.CompletedTask;
            }

            batches++;
        }

        _ = AdmitAsync(batch, count);
        return batch.Completion;
    }

    /// <summary>Takes no more batches, waits until those taken have ended and stops the workers.</summary>
    /// <remarks>It does not cancel anything: whoever submitted a batch has its token.</remarks>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            closed = true;
            StopWhenDrained();
        }

        await running;
    }

    internal bool TryTakeSubmitted(out PoolRange range) => submitted.TryDequeue(out range);

    /// <summary>Wakes a parked worker, if there is one, for work that has just been left where it can be found.</summary>
    internal void WakeOne()
    {
        // Together with the fence in ParkAsync: either the work is seen by the worker that parks, or the worker is seen here.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref parkedCount) > 0)
        {
            lock (gate)
            {
                if (parked.Count > 0)
                {
                    var worker = parked[^1];
                    Unpark(worker);
                    worker.Parked!.SetResult(true);
                }
            }
        }
    }

    /// <summary>Rests until there may be work; false when the pool has ended.</summary>
    internal Task<bool> ParkAsync(PoolWorker worker)
    {
        lock (gate)
        {
            if (stopped)
            {
                return Task.FromResult(false);
            }

            worker.Parked = new(TaskCreationOptions.RunContinuationsAsynchronously);
            parked.Add(worker);
            Volatile.Write(ref parkedCount, parked.Count);
        }

        Interlocked.MemoryBarrier();
        if (!submitted.IsEmpty || Array.Exists(Workers, static other => other.HasWork))
        {
            lock (gate)
            {
                // Not there any more: somebody has woken it meanwhile.
                if (Unpark(worker))
                {
                    return Task.FromResult(true);
                }
            }
        }

        return worker.Parked.Task;
    }

    /// <summary>Notes that items have ended.</summary>
    internal void End(PoolBatch batch, int items)
    {
        room.Return(items);
        EndUnheld(batch, items);
    }

    private async Task AdmitAsync(PoolBatch batch, int count)
    {
        for (var next = 0; next < count;)
        {
            int taken;
            try
            {
                taken = await room.TakeAsync(count - next, batch.CancellationToken);
            }
            catch (OperationCanceledException)
            {
                batch.Skip();
                EndUnheld(batch, count - next);
                return;
            }

            // One part a worker, so that they begin without stealing from each other.
            var parts = Math.Min(taken, Workers.Length);
            for (var part = 0; part < parts; part++)
            {
                submitted.Enqueue(new(batch, next + (int)((long)taken * part / parts), next + (int)((long)taken * (part + 1) / parts)));
                WakeOne();
            }

            next += taken;
        }
    }

    /// <summary>Notes the end of items that hold no room.</summary>
    private void EndUnheld(PoolBatch batch, int items)
    {
        if (batch.End(items))
        {
            lock (gate)
            {
                batches--;
                StopWhenDrained();
            }
        }
    }

    private bool Unpark(PoolWorker worker)
    {
        var removed = parked.Remove(worker);
        Volatile.Write(ref parkedCount, parked.Count);
        return removed;
    }

    private void StopWhenDrained()
    {
        if (closed && batches == 0 && !stopped)
        {
            stopped = true;
            parked.ForEach(static worker => worker.Parked!.SetResult(false));
            parked.Clear();
        }
    }
}
