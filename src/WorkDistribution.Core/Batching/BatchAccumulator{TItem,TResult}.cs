using System.Threading.Channels;

namespace WorkDistribution.Core.Batching;

/// <summary>
/// Gathers items from many callers into batches: one is flushed when it is full, when its first item has waited long enough,
/// or a caller asks for it, whichever is first. Batches are flushed one after the other unless the options say otherwise, so under load they
/// grow by themselves while the one before is written.
/// </summary>
/// <remarks>
/// Each caller gets the outcome of its own item. A caller that gives up takes its item out of the batch if it has not been flushed
/// yet, and hurts no other. Disposing flushes what is held, and refuses what comes later.
/// </remarks>
/// <typeparam name="TItem">Type of an item.</typeparam>
/// <typeparam name="TResult">Type of an item's result.</typeparam>
public sealed class BatchAccumulator<TItem, TResult> : IAsyncDisposable
{
    private readonly Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<BatchOutcome<TResult>>>> flush;
    private readonly BatchAccumulatorOptions options;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly Queue<Entry> held = new();
    private readonly SemaphoreSlim room;

    /// <summary>One for each flush that may begin.</summary>
    private readonly SemaphoreSlim slots;

    /// <summary>Says that there may be a batch to flush; one unread signal is enough.</summary>
    private readonly Channel<bool> ready = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ITimer timer;
    private readonly Task flushing;

    /// <summary>Items held first that are to be flushed without waiting for others.</summary>
    private int hurried;
    private bool closed;

    /// <summary>Makes an empty accumulator.</summary>
    /// <param name="flush">
    /// Processes a batch of 1 to <see cref="BatchAccumulatorOptions.BatchSize"/> items, in the order in which they were added, and
    /// returns one outcome an item in the same order. What it throws, every caller of the batch gets. Its token is cancelled after
    /// <see cref="BatchAccumulatorOptions.FlushTimeout"/>.
    /// </param>
    /// <param name="options">Bounds.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not kept.</exception>
    public BatchAccumulator(
        Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<BatchOutcome<TResult>>>> flush,
        BatchAccumulatorOptions options,
        TimeProvider time)
    {
        options.Validate();
        (this.flush, this.options, this.time) = (flush, options, time);
        room = new SemaphoreSlim(options.Capacity, options.Capacity);
        slots = new SemaphoreSlim(options.Concurrency, options.Concurrency);
        timer = time.CreateTimer(_ => Signal(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        flushing = Task.Run(FlushAllAsync);
    }

    /// <summary>Adds an item and waits for its outcome.</summary>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">
    /// Ends the wait. An item that is being flushed already may be processed all the same.
    /// </param>
    /// <returns>The item's own result.</returns>
    /// <exception cref="ObjectDisposedException">The accumulator was disposed before it took the item.</exception>
    /// <exception cref="TimeoutException">The flush took too long: the item may be processed or not.</exception>
    public async Task<TResult> AddAsync(TItem item, CancellationToken cancellationToken = default)
    {
        await room.WaitAsync(cancellationToken);
        var entry = new Entry(item, time.GetTimestamp());
        bool first, full;
        lock (gate)
        {
            if (closed)
            {
                // Lets the next caller that waits for room find out too.
                room.Release();
                throw new ObjectDisposedException(nameof(BatchAccumulator<,>), "The accumulator takes no more items.");
            }

            held.Enqueue(entry);
            first = held.Count == 1;
            full = held.Count >= options.BatchSize;
            if (first && !full)
            {
                timer.Change(options.MaxWait, Timeout.InfiniteTimeSpan);
            }
        }

        if (full)
        {
            Signal();
        }

        await using (cancellationToken.UnsafeRegister(static (state, token) => ((Entry)state!).Outcome.TrySetCanceled(token), entry))
        {
            return await entry.Outcome.Task;
        }
    }

    /// <summary>
    /// Flushes what is held now as soon as a flush can begin: for callers that know that nobody else is about to
    /// come. Called after each item it makes a group commit: alone an item is flushed at once, in a crowd with all that came meanwhile.
    /// </summary>
    public void Flush()
    {
        lock (gate)
        {
            hurried = held.Count;
        }

        Signal();
    }

    /// <summary>Takes no more items, flushes those it holds and waits until their callers have their outcomes.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            closed = true;
        }

        ready.Writer.TryComplete();
        await flushing;
        await timer.DisposeAsync();
    }

    private void Signal() => ready.Writer.TryWrite(true);

    private async Task FlushAllAsync()
    {
        await foreach (var _ in ready.Reader.ReadAllAsync())
        {
            await StartDueAsync();
        }

        await StartDueAsync();
        for (var flush = 0; flush < options.Concurrency; flush++)
        {
            await slots.WaitAsync();
        }
    }

    /// <summary>Starts to flush what is due. A batch is made only when its flush can begin, so that it takes all that came until then.</summary>
    private async Task StartDueAsync()
    {
        while (true)
        {
            await slots.WaitAsync();
            if (TakeDue() is not { Count: > 0 } batch)
            {
                slots.Release();
                return;
            }

            _ = FlushAsync(batch);
        }
    }

    /// <summary>The next batch that is full or has waited long enough; when none is due, the timer is set for the first item held.</summary>
    private List<Entry> TakeDue()
    {
        lock (gate)
        {
            while (held.TryPeek(out var first))
            {
                if (first.Outcome.Task.IsCompleted)
                {
                    Dequeue();
                    Discard();
                    continue;
                }

                var wait = options.MaxWait - time.GetElapsedTime(first.Added);
                if (wait > TimeSpan.Zero && held.Count < options.BatchSize && hurried == 0 && !closed)
                {
                    // Rounded up, since a timer counts whole milliseconds and must not come too early for this very check.
                    timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
                    break;
                }

                return Take();
            }

            return [];
        }
    }

    private List<Entry> Take()
    {
        var batch = new List<Entry>(Math.Min(held.Count, options.BatchSize));
        while (batch.Count < options.BatchSize && held.Count > 0)
        {
            var entry = Dequeue();
            if (entry.Outcome.Task.IsCompleted)
            {
                Discard();
            }
            else
            {
                batch.Add(entry);
            }
        }

        return batch;
    }

    private Entry Dequeue()
    {
        hurried = Math.Max(0, hurried - 1);
        return held.Dequeue();
    }

    private async Task FlushAsync(List<Entry> batch)
    {
        using var deadline = new CancellationTokenSource(options.FlushTimeout, time);
        try
        {
            // Not left to the flush alone: one that ignores its token would keep every later caller waiting.
            var outcomes = await flush([.. batch.Select(static entry => entry.Item)], deadline.Token).WaitAsync(deadline.Token);
            if (outcomes.Count != batch.Count)
            {
                throw new InvalidOperationException($"The flush of {batch.Count} items returned {outcomes.Count} outcomes; it must return one an item.");
            }

            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].End(outcomes[i]);
            }
        }
        catch (Exception e)
        {
            var error = e is OperationCanceledException && deadline.IsCancellationRequested
                ? new TimeoutException($"A batch of {batch.Count} items was not flushed within {options.FlushTimeout}; its items may be processed or not.", e)
                : e;
            batch.ForEach(entry => entry.End(new BatchOutcome<TResult>(error)));
        }

        room.Release(batch.Count);
        slots.Release();
    }

    /// <summary>Drops an item whose caller has given up.</summary>
    private void Discard() => room.Release();

    private sealed class Entry(TItem item, long added)
    {
        public TItem Item { get; } = item;

        public long Added { get; } = added;

        public TaskCompletionSource<TResult> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void End(BatchOutcome<TResult> outcome)
        {
            if (outcome.Error is { } error)
            {
                Outcome.TrySetException(error);
            }
            else
            {
                Outcome.TrySetResult(outcome.Result);
            }
        }
    }
}
