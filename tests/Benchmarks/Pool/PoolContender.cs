using System.Threading.Channels;
using WorkDistribution.Core.Balancing;

namespace WorkDistribution.Benchmarks.Pool;

/// <summary>One way to run all items of a workload on a number of workers.</summary>
internal abstract class PoolContender(string name)
{
    public string Name { get; } = name;

    public abstract Task RunAsync(PoolWorkload workload, int workers);

    /// <summary>The pool that this suite is about.</summary>
    internal sealed class Pool(WorkStealingPool pool) : PoolContender("pool")
    {
        public override Task RunAsync(PoolWorkload workload, int workers) => workload.Yields
            ? pool.ForAsync(workload.Count, (item, _) => workload.RunAsync(item))
            : pool.ForAsync(workload.Count, (item, _) =>
            {
                workload.Run(item);
                return default;
            });
    }

    internal sealed class ForEachAsync() : PoolContender("foreach_async")
    {
        public override Task RunAsync(PoolWorkload workload, int workers)
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = workers };
            return workload.Yields
                ? Parallel.ForEachAsync(Enumerable.Range(0, workload.Count), options, (item, _) => workload.RunAsync(item))
                : Parallel.ForEachAsync(Enumerable.Range(0, workload.Count), options, (item, _) =>
                {
                    workload.Run(item);
                    return default;
                });
        }
    }

    /// <summary>Workers that read a bounded channel.</summary>
    internal sealed class ChannelFed() : PoolContender("channel")
    {
        public override async Task RunAsync(PoolWorkload workload, int workers)
        {
            var channel = Channel.CreateBounded<int>(new BoundedChannelOptions(1024) { SingleWriter = true });
            var readers = Enumerable.Range(0, workers).Select(_ => Task.Run(async () =>
            {
                while (await channel.Reader.WaitToReadAsync())
                {
                    while (channel.Reader.TryRead(out var item))
                    {
                        if (workload.Yields)
                        {
                            await workload.RunAsync(item);
                        }
                        else
                        {
                            workload.Run(item);
                        }
                    }
                }
            })).ToArray();
            for (var item = 0; item < workload.Count; item++)
            {
                if (!channel.Writer.TryWrite(item))
                {
                    await channel.Writer.WriteAsync(item);
                }
            }

            channel.Writer.Complete();
            await Task.WhenAll(readers);
        }
    }

    /// <summary>One work item of the thread pool an item, without a task; as many at a time as the pool likes.</summary>
    internal sealed class Threads() : PoolContender("thread_pool")
    {
        public override Task RunAsync(PoolWorkload workload, int workers)
        {
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var left = workload.Count;
            for (var item = 0; item < workload.Count; item++)
            {
                if (workload.Yields)
                {
                    ThreadPool.UnsafeQueueUserWorkItem(AwaitOne, item, preferLocal: false);
                }
                else
                {
                    ThreadPool.UnsafeQueueUserWorkItem(RunOne, item, preferLocal: false);
                }
            }

            return ended.Task;

            void RunOne(int item)
            {
                workload.Run(item);
                End();
            }

            async void AwaitOne(int item)
            {
                await workload.RunAsync(item);
                End();
            }

            void End()
            {
                if (Interlocked.Decrement(ref left) == 0)
                {
                    ended.SetResult();
                }
            }
        }
    }

    /// <summary>For synchronous items only: what the pool would not have to be if no item ever waited.</summary>
    internal sealed class ParallelFor() : PoolContender("parallel_for")
    {
        public override Task RunAsync(PoolWorkload workload, int workers) => Task.Run(() =>
            Parallel.For(0, workload.Count, new ParallelOptions { MaxDegreeOfParallelism = workers }, workload.Run));
    }
}
