using CsCheck;
using WorkDistribution.Core.Balancing;

namespace WorkDistribution.Core.Tests.Balancing;

public sealed class WorkStealingPoolTests
{
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Every_item_runs_once_whatever_the_bounds_and_however_it_ends()
    {
        await Gen.Select(Gen.Int[1, 6], Gen.Int[1, 50], Gen.Int[0, 400].Array[1, 4], Gen.Int[0, 3]).SampleAsync(
            static async (workers, capacity, counts, kind) =>
            {
                await using var pool = new WorkStealingPool(workers, capacity);
                var runs = counts.Select(static count => new int[count]).ToArray();
                await Task.WhenAll(runs.Select(batch => pool.ForAsync(batch.Length, async (index, _) =>
                {
                    Interlocked.Increment(ref batch[index]);
                    if (kind == 3 || (kind > 0 && index % 7 == 0))
                    {
                        await Task.Yield();
                    }
                }))).WaitAsync(_deadline);
                Assert.All(runs.SelectMany(static batch => batch), static count => Assert.Equal(1, count));
                Assert.Equal(counts.Sum(), pool.Statistics.Sum(static worker => worker.Executed));
            },
            iter: 200);
    }

    [Fact]
    public async Task Items_given_as_delegates_get_the_token()
    {
        await using var pool = new WorkStealingPool(2, 10);
        using var cancellation = new CancellationTokenSource();
        var tokens = new List<CancellationToken>();
        await pool.RunAsync(
            [
                token =>
                {
                    tokens.Add(token);
                    return default;
                },
            ],
            cancellation.Token);
        Assert.Equal([cancellation.Token], tokens);
    }

    [Fact]
    public async Task No_wake_up_is_lost()
    {
        // The two items of a batch wait for each other, so a worker that sleeps on is a deadlock; and between batches both go to sleep.
        await using var pool = new WorkStealingPool(2, 10);
        for (var round = 0; round < 5_000; round++)
        {
            var met = new TaskCompletionSource[] { new(), new() };
            await pool.ForAsync(2, async (index, _) =>
            {
                met[index].SetResult();
                await met[1 - index].Task;
            }).WaitAsync(_deadline);
        }
    }

    [Fact]
    public async Task No_item_waits_behind_one_that_runs()
    {
        // Item 0 waits for all others: synchronously in one round, so that its worker does nothing else, asynchronously in the next.
        await using var pool = new WorkStealingPool(2, 1000);
        for (var round = 0; round < 200; round++)
        {
            using var others = new CountdownEvent(99);
            var last = new TaskCompletionSource();
            await pool.ForAsync(100, (index, token) =>
            {
                if (index == 0)
                {
                    if (round % 2 == 1)
                    {
                        return new(last.Task);
                    }

                    Assert.True(others.Wait(_deadline, token));
                }
                else if (others.Signal())
                {
                    last.SetResult();
                }

                return default;
            }).WaitAsync(_deadline);
        }

        Assert.True(pool.Statistics.Sum(static worker => worker.Steals) > 0);
    }

    [Fact]
    public async Task What_was_taken_with_an_item_that_waits_asynchronously_is_given_back()
    {
        // Thousands of short items first, so that many are taken at once; then one in their midst waits for all that come after it.
        await using var pool = new WorkStealingPool(2, 20_000);
        using var others = new CountdownEvent(20_000 - 1);
        var last = new TaskCompletionSource();
        await pool.ForAsync(20_000, (index, _) =>
        {
            if (index == 9_000)
            {
                return new(last.Task);
            }

            if (others.Signal())
            {
                last.SetResult();
            }

            return default;
        }).WaitAsync(_deadline);
    }

    [Fact]
    public async Task As_many_items_run_at_a_time_as_there_are_workers()
    {
        await using var pool = new WorkStealingPool(3, 100);
        int running = 0, most = 0;
        var three = new TaskCompletionSource();
        await pool.ForAsync(50, async (_, _) =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            if (now == 3)
            {
                three.TrySetResult();
            }

            await three.Task;
            await Task.Yield();
            Interlocked.Decrement(ref running);
        }).WaitAsync(_deadline);
        Assert.Equal(3, most);
    }

    [Fact]
    public async Task Errors_come_together_at_the_end_and_stop_no_other_item()
    {
        await using var pool = new WorkStealingPool(2, 100);
        var ran = 0;
        var batch = pool.ForAsync(100, async (index, _) =>
        {
            Interlocked.Increment(ref ran);
            if (index % 2 == 0)
            {
                await Task.Yield();
            }

            if (index < 20)
            {
                throw new FormatException($"{index}");
            }
        });
        var error = await Assert.ThrowsAsync<AggregateException>(() => batch.WaitAsync(_deadline));
        Assert.StartsWith("20 of 100 items failed.", error.Message, StringComparison.Ordinal);
        Assert.Equal(10, error.InnerExceptions.Count);
        Assert.Equal(100, ran);
    }

    [Fact]
    public async Task Cancelling_a_batch_ends_it_when_its_running_items_have_ended_and_leaves_others_alone()
    {
        await using var pool = new WorkStealingPool(2, 10);
        using var cancellation = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var ran = 0;
        var cancelled = pool.ForAsync(
            1000,
            async (_, _) =>
            {
                if (Interlocked.Increment(ref ran) == 2)
                {
                    started.SetResult();
                }

                await release.Task;
            },
            cancellation.Token);
        var other = pool.ForAsync(10, static (_, _) => default);
        await started.Task.WaitAsync(_deadline);
        await cancellation.CancelAsync();
        Assert.False(cancelled.IsCompleted);
        release.SetResult();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.WaitAsync(_deadline));
        Assert.Equal(cancellation.Token, error.CancellationToken);
        await other.WaitAsync(_deadline);
        Assert.Equal(2, ran);
    }

    [Fact]
    public async Task A_batch_waits_for_room()
    {
        await using var pool = new WorkStealingPool(1, 2);
        var release = new TaskCompletionSource();
        var blocking = pool.ForAsync(2, (_, _) => new(release.Task));
        using var cancellation = new CancellationTokenSource();
        var impatient = pool.ForAsync(1, static (_, _) => default, cancellation.Token);
        var ran = new List<int>();
        var patient = Enumerable.Range(0, 5).Select(batch => pool.ForAsync(1, (_, _) =>
        {
            ran.Add(batch);
            return default;
        })).ToList();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient.WaitAsync(_deadline));
        Assert.All(patient, static batch => Assert.False(batch.IsCompleted));
        release.SetResult();
        await Task.WhenAll([blocking, .. patient]).WaitAsync(_deadline);
        Assert.Equal([0, 1, 2, 3, 4], ran.Order());
    }

    [Fact]
    public async Task Items_see_the_submitters_context_and_do_not_leak_theirs()
    {
        await using var pool = new WorkStealingPool(1, 100);
        var local = new AsyncLocal<int>();
        for (var submitter = 1; submitter <= 3; submitter++)
        {
            local.Value = submitter;
            var seen = new int[10];
            await pool.ForAsync(10, (index, _) =>
            {
                seen[index] = local.Value;
                local.Value = -1;
                return default;
            }).WaitAsync(_deadline);
            Assert.All(seen, value => Assert.Equal(submitter, value));
        }
    }

    [Fact]
    public async Task Disposing_waits_for_what_was_taken_and_refuses_more()
    {
        var pool = new WorkStealingPool(2, 1);
        var release = new TaskCompletionSource();
        var batch = pool.ForAsync(10, (_, _) => new(release.Task));
        var disposing = pool.DisposeAsync().AsTask();
        Assert.False(disposing.IsCompleted);
        Assert.Throws<ObjectDisposedException>(() => { _ = pool.ForAsync(1, static (_, _) => default); });
        release.SetResult();
        await disposing.WaitAsync(_deadline);
        await batch;
        await pool.DisposeAsync();
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); seen < value;)
        {
            var before = Interlocked.CompareExchange(ref target, value, seen);
            seen = before == seen ? value : before;
        }
    }
}
