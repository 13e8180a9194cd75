using CsCheck;
using Microsoft.Extensions.Time.Testing;
using WorkDistribution.Core.Batching;

namespace WorkDistribution.Core.Tests.Batching;

public sealed class BatchAccumulatorTests
{
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider time = new();
    private readonly List<int[]> batches = [];

    [Fact]
    public async Task A_full_batch_is_flushed_without_time_passing()
    {
        await using var accumulator = Doubling(new() { BatchSize = 3, Capacity = 10 });
        var results = await Task.WhenAll(new[] { 1, 2, 3 }.Select(item => accumulator.AddAsync(item))).WaitAsync(_deadline);
        Assert.Equal([2, 4, 6], results);
        Assert.Equal([[1, 2, 3]], batches);
    }

    [Fact]
    public async Task A_part_of_a_batch_is_flushed_when_its_first_item_has_waited_long_enough()
    {
        await using var accumulator = Doubling(new());
        var first = accumulator.AddAsync(1);
        time.Advance(TimeSpan.FromMilliseconds(30));
        var second = accumulator.AddAsync(2);
        time.Advance(TimeSpan.FromMilliseconds(19));
        Assert.False(first.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        int[] results = await Task.WhenAll(first, second).WaitAsync(_deadline);
        Assert.Equal([2, 4], results);
        Assert.Equal([[1, 2]], batches);
    }

    [Fact]
    public async Task Each_caller_gets_its_own_result_or_error()
    {
        await using var accumulator = new BatchAccumulator<int, int>(
            static (items, _) => Task.FromResult<IReadOnlyList<BatchOutcome<int>>>(
                [.. items.Select(static item => item % 2 == 0 ? new BatchOutcome<int>(item) : new(new FormatException($"{item}")))]),
            new() { BatchSize = 4 },
            time);
        var calls = Enumerable.Range(0, 4).Select(item => accumulator.AddAsync(item)).ToList();
        Assert.Equal(0, await calls[0].WaitAsync(_deadline));
        Assert.Equal("1", (await Assert.ThrowsAsync<FormatException>(() => calls[1].WaitAsync(_deadline))).Message);
        Assert.Equal(2, await calls[2].WaitAsync(_deadline));
        Assert.Equal("3", (await Assert.ThrowsAsync<FormatException>(() => calls[3].WaitAsync(_deadline))).Message);
    }

    [Fact]
    public async Task What_a_flush_throws_reaches_its_batch_only()
    {
        await using var accumulator = new BatchAccumulator<int>(
            static (items, _) => items.Contains(1) ? throw new FormatException("bad batch") : Task.CompletedTask, new() { BatchSize = 2 }, time);
        var bad = new[] { accumulator.AddAsync(0), accumulator.AddAsync(1) };
        var good = new[] { accumulator.AddAsync(2), accumulator.AddAsync(3) };
        await Assert.ThrowsAsync<FormatException>(() => bad[0].WaitAsync(_deadline));
        await Assert.ThrowsAsync<FormatException>(() => bad[1].WaitAsync(_deadline));
        await Task.WhenAll(good).WaitAsync(_deadline);
    }

    [Fact]
    public async Task A_flush_that_loses_outcomes_is_an_error_of_the_whole_batch()
    {
        await using var accumulator = new BatchAccumulator<int, int>(
            static (_, _) => Task.FromResult<IReadOnlyList<BatchOutcome<int>>>([new(1)]), new() { BatchSize = 2 }, time);
        var calls = new[] { accumulator.AddAsync(0), accumulator.AddAsync(1) };
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => calls[0].WaitAsync(_deadline));
        Assert.Equal("The flush of 2 items returned 1 outcomes; it must return one an item.", error.Message);
    }

    [Fact]
    public async Task A_caller_that_gives_up_takes_its_item_out_and_hurts_no_other()
    {
        await using var accumulator = Doubling(new() { BatchSize = 10, Capacity = 10 });
        using var givesUp = new CancellationTokenSource();
        var first = accumulator.AddAsync(1, givesUp.Token);
        var second = accumulator.AddAsync(2);
        var third = accumulator.AddAsync(3, givesUp.Token);
        await givesUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.WaitAsync(_deadline));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third.WaitAsync(_deadline));
        time.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Equal(4, await second.WaitAsync(_deadline));
        Assert.Equal([[2]], batches);

        // The room of those given up is free again.
        var full = Task.WhenAll(Enumerable.Range(0, 10).Select(item => accumulator.AddAsync(item)));
        Assert.Equal(90, (await full.WaitAsync(_deadline)).Sum());
    }

    [Fact]
    public async Task Who_adds_beyond_the_capacity_waits_until_a_flush_has_ended()
    {
        var release = new TaskCompletionSource();
        await using var accumulator = new BatchAccumulator<int>((_, _) => release.Task, new() { BatchSize = 2, Capacity = 2 }, time);
        var flushing = new[] { accumulator.AddAsync(1), accumulator.AddAsync(2) };
        using var givesUp = new CancellationTokenSource();
        var impatient = accumulator.AddAsync(3, givesUp.Token);
        var patient = new[] { accumulator.AddAsync(4), accumulator.AddAsync(5) };
        await givesUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient.WaitAsync(_deadline));
        Assert.All(patient, static call => Assert.False(call.IsCompleted));
        release.SetResult();
        await Task.WhenAll([.. flushing, .. patient]).WaitAsync(_deadline);
    }

    [Fact]
    public async Task A_flush_that_never_ends_becomes_a_timeout_and_does_not_block_the_next()
    {
        var started = new TaskCompletionSource();
        var accumulator = new BatchAccumulator<int>(
            (items, _) =>
            {
                started.TrySetResult();
                return items[0] == 1 ? new TaskCompletionSource().Task : Task.CompletedTask;
            },
            new() { BatchSize = 1, FlushTimeout = TimeSpan.FromSeconds(3) },
            time);
        var stuck = accumulator.AddAsync(1);
        var next = accumulator.AddAsync(2);
        await started.Task.WaitAsync(_deadline);
        time.Advance(TimeSpan.FromSeconds(3));
        await Assert.ThrowsAsync<TimeoutException>(() => stuck.WaitAsync(_deadline));
        await next.WaitAsync(_deadline);
        await accumulator.DisposeAsync();
    }

    [Fact]
    public async Task Flush_needs_no_time_to_pass_and_later_items_wait_again()
    {
        await using var accumulator = Doubling(new());
        var asked = new[] { accumulator.AddAsync(1), accumulator.AddAsync(2) };
        accumulator.Flush();
        int[] results = await Task.WhenAll(asked).WaitAsync(_deadline);
        Assert.Equal([2, 4], results);

        var later = accumulator.AddAsync(3);
        time.Advance(TimeSpan.FromMilliseconds(49));
        Assert.False(later.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(6, await later.WaitAsync(_deadline));
        Assert.Equal([[1, 2], [3]], batches);
    }

    [Fact]
    public async Task Flush_after_each_item_makes_one_batch_of_what_came_during_the_flush_before()
    {
        var (started, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var accumulator = new BatchAccumulator<int>(
            async (items, _) =>
            {
                batches.Add([.. items]);
                started.TrySetResult();
                await release.Task;
            },
            new(),
            time);
        var alone = Add(1);
        await started.Task.WaitAsync(_deadline);
        var crowd = new[] { Add(2), Add(3), Add(4) };
        release.SetResult();
        await Task.WhenAll([alone, .. crowd]).WaitAsync(_deadline);
        Assert.Equal([[1], [2, 3, 4]], batches);

        Task Add(int item)
        {
            var added = accumulator.AddAsync(item);
            accumulator.Flush();
            return added;
        }
    }

    [Fact]
    public async Task Flush_of_more_than_a_batch_takes_several_and_of_nothing_does_nothing()
    {
        await using var accumulator = Doubling(new() { BatchSize = 2, Capacity = 10 });
        accumulator.Flush();
        var calls = new[] { 1, 2, 3 }.Select(item => accumulator.AddAsync(item)).ToList();
        accumulator.Flush();
        int[] results = await Task.WhenAll(calls).WaitAsync(_deadline);
        Assert.Equal([2, 4, 6], results);
    }

    [Fact]
    public async Task Batches_are_flushed_side_by_side_up_to_the_concurrency_and_disposing_waits_for_all()
    {
        var started = new SemaphoreSlim(0);
        var release = new TaskCompletionSource();
        var running = 0;
        var accumulator = new BatchAccumulator<int>(
            async (_, _) =>
            {
                Interlocked.Increment(ref running);
                started.Release();
                await release.Task;
            },
            new() { BatchSize = 1, Concurrency = 2 },
            time);
        var calls = Enumerable.Range(0, 3).Select(item => accumulator.AddAsync(item)).ToList();
        Assert.True(await started.WaitAsync(_deadline));
        Assert.True(await started.WaitAsync(_deadline));
        var disposing = accumulator.DisposeAsync().AsTask();
        Assert.Equal(2, running);
        Assert.False(disposing.IsCompleted);
        release.SetResult();
        await Task.WhenAll([.. calls, disposing]).WaitAsync(_deadline);
        Assert.Equal(3, running);
    }

    [Fact]
    public async Task Disposing_flushes_what_is_held_and_refuses_what_comes_later()
    {
        var accumulator = Doubling(new());
        var held = accumulator.AddAsync(21);
        await accumulator.DisposeAsync().AsTask().WaitAsync(_deadline);
        Assert.Equal(42, await held);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => accumulator.AddAsync(1));
        await accumulator.DisposeAsync();
    }

    [Fact]
    public async Task Every_item_of_many_callers_is_flushed_once_in_batches_within_bounds()
    {
        await Gen.Select(Gen.Int[1, 7], Gen.Int[0, 20], Gen.Int[1, 300]).SampleAsync(
            static async (batchSize, room, items) =>
            {
                var seen = new List<int>();
                var options = new BatchAccumulatorOptions { BatchSize = batchSize, Capacity = batchSize + room, MaxWait = TimeSpan.FromMilliseconds(1) };
                var accumulator = new BatchAccumulator<int, int>(
                    async (batch, _) =>
                    {
                        Assert.InRange(batch.Count, 1, batchSize);
                        await Task.Yield();
                        seen.AddRange(batch);
                        return [.. batch.Select(static item => new BatchOutcome<int>(-item))];
                    },
                    options,
                    TimeProvider.System);
                await Parallel.ForAsync(0, items, async (item, token) =>
                {
                    Assert.Equal(-item, await accumulator.AddAsync(item, token));
                }).WaitAsync(_deadline);
                await accumulator.DisposeAsync();
                Assert.Equal(Enumerable.Range(0, items), seen.Order());
            },
            iter: 30);
    }

    private BatchAccumulator<int, int> Doubling(BatchAccumulatorOptions options) => new(
        (items, _) =>
        {
            batches.Add([.. items]);
            return Task.FromResult<IReadOnlyList<BatchOutcome<int>>>([.. items.Select(static item => new BatchOutcome<int>(2 * item))]);
        },
        options,
        time);
}
