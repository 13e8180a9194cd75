using CsCheck;
using WorkDistribution.Core.Balancing;

namespace WorkDistribution.Core.Tests.Balancing;

public sealed class WorkStealingDequeTests
{
    /// <summary>Wide enough to be torn: both halves must agree.</summary>
    private readonly record struct Wide(long Value, long Copy, object Owner);

    [Fact]
    public void One_thread_sees_a_deque_that_grows_up_to_its_bound()
    {
        Gen.Select(Gen.Int[1, 8], Gen.Int[0, 30], Gen.Int[0, 3].Array[0, 200]).Sample(static (initial, more, operations) =>
        {
            var deque = new WorkStealingDeque<string>(initial, initial + more);
            var bound = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(initial + more));
            var model = new LinkedList<string>();
            var pushed = 0;
            foreach (var operation in operations)
            {
                if (operation >= 2)
                {
                    var item = $"{pushed++}";
                    Assert.Equal(model.Count < bound, deque.TryPush(item));
                    if (model.Count < bound)
                    {
                        model.AddLast(item);
                    }
                }
                else if (operation == 1)
                {
                    Assert.Equal(model.Count > 0, deque.TryPop(out var popped));
                    Assert.Equal(model.Last?.Value, popped);
                    if (model.Count > 0)
                    {
                        model.RemoveLast();
                    }
                }
                else
                {
                    Assert.Equal(model.Count > 0 ? StealOutcome.Stolen : StealOutcome.Empty, deque.TrySteal(out var stolen));
                    Assert.Equal(model.First?.Value, stolen);
                    if (model.Count > 0)
                    {
                        model.RemoveFirst();
                    }
                }

                Assert.Equal(model.Count, deque.Count);
            }
        });
    }

    [Theory]
    [InlineData(1, 1 << 20, 2)]
    [InlineData(4, 4, 3)]
    [InlineData(64, 64, 1)]
    public void Owner_and_thieves_together_take_every_item_once(int initial, int max, int thieves)
    {
        const int Items = 200_000;
        var deque = new WorkStealingDeque<Wide>(initial, max);
        var taken = new byte[Items];
        var torn = 0;
        var over = false;

        void Take(Wide item)
        {
            if (item.Value != item.Copy || item.Owner != deque)
            {
                Interlocked.Increment(ref torn);
            }

            // Not interlocked on purpose of speed: a doubled item would have to be doubled at the very same moment to hide.
            taken[item.Value]++;
        }

        var threads = Enumerable.Range(0, thieves).Select(_ => new Thread(() =>
        {
            while (!Volatile.Read(ref over))
            {
                if (deque.TrySteal(out var item) == StealOutcome.Stolen)
                {
                    Take(item);
                }
            }
        })).ToList();
        threads.ForEach(static thread => thread.Start());

        var random = new Random(initial);
        for (long next = 0; next < Items;)
        {
            // Bursts of all sizes, so that the deque is often empty, often on its last item, and often full.
            for (var burst = random.Next(1, 12); burst > 0 && next < Items && deque.TryPush(new(next, next, deque)); burst--)
            {
                next++;
            }

            for (var burst = random.Next(0, 12); burst > 0 && deque.TryPop(out var item); burst--)
            {
                Take(item);
            }
        }

        while (deque.TryPop(out var item))
        {
            Take(item);
        }

        Volatile.Write(ref over, true);
        threads.ForEach(static thread => Assert.True(thread.Join(TimeSpan.FromSeconds(30))));
        Assert.Equal(0, torn);
        Assert.All(taken, static count => Assert.Equal(1, count));
    }

    [Fact]
    public void Bounds_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new WorkStealingDeque<int>(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new WorkStealingDeque<int>(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new WorkStealingDeque<int>(1, int.MaxValue));
    }
}
