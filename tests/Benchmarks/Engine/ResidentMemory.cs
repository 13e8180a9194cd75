using WorkDistribution.LocalRuntime.Engine;

namespace WorkDistribution.Benchmarks.Engine;

/// <summary>The managed memory of an instance that has called one activity and waits for an event, with eviction off.</summary>
internal static class ResidentMemory
{
    public static async Task<double> BytesPerInstanceAsync(int instances, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var waiting = 0;
        await using var host = await new DurableTestHost(options =>
            {
                options.StateDirectory = folder.Path;
                options.ResidentMemoryBudgetBytes = long.MaxValue;
            })
            .AddActivity<int, int>("Same", n => n)
            .AddOrchestrator<int, int>("Wait", async (context, n) =>
            {
                n = await context.CallActivityAsync<int>("Same", n);
                var answer = context.WaitForExternalEvent<int>("go");
                Interlocked.Increment(ref waiting);
                return n + await answer;
            })
            .StartAsync(cancellationToken);
        await StartAsync(host, 1_000, () => waiting, cancellationToken);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await StartAsync(host, instances, () => waiting, cancellationToken);
        return (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)instances;
    }

    private static async Task StartAsync(DurableTestHost host, int instances, Func<int> waiting, CancellationToken cancellationToken)
    {
        var expected = waiting() + instances;
        foreach (var chunk in Enumerable.Range(0, instances).Chunk(1_000))
        {
            await Task.WhenAll(chunk.Select(i => host.Client.ScheduleNewOrchestrationInstanceAsync("Wait", i, cancellationToken)));
        }

        while (waiting() < expected)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), cancellationToken);
        }

        await host.WhenIdleAsync(cancellationToken);
    }
}
