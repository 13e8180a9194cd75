using System.Diagnostics;
using WorkDistribution.LocalRuntime.Engine;

namespace WorkDistribution.Benchmarks.Engine;

/// <summary>Orchestrations of five activities, one after the other.</summary>
internal static class SequenceBenchmark
{
    public static async Task<double> PerSecondAsync(int inFlight, int total, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await using var host = await StartAsync(folder, cancellationToken);
        await RunAsync(host, inFlight, 200, "Five", 1, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        await RunAsync(host, inFlight, total, "Five", 1, cancellationToken);
        return total / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public static async Task<double> FanOutsPerSecondAsync(int orchestrations, int activities, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await using var host = await StartAsync(folder, cancellationToken);
        await RunAsync(host, orchestrations, orchestrations, "Wide", 10, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        await RunAsync(host, orchestrations, orchestrations, "Wide", activities, cancellationToken);
        return orchestrations * activities / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Milliseconds of one sequence alone on an idle engine, sorted.</summary>
    public static async Task<double[]> IdleLatenciesAsync(int runs, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await using var host = await StartAsync(folder, cancellationToken);
        await RunAsync(host, 1, 50, "Five", 1, cancellationToken);
        var latencies = new double[runs];
        for (var run = 0; run < runs; run++)
        {
            var started = Stopwatch.GetTimestamp();
            await host.RunAsync<int>("Five", 1, cancellationToken: cancellationToken);
            latencies[run] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        Array.Sort(latencies);
        return latencies;
    }

    private static Task<DurableTestHost> StartAsync(TemporaryFolder folder, CancellationToken cancellationToken) =>
        new DurableTestHost(options => options.StateDirectory = folder.Path)
            .AddActivity<int, int>("Add1", n => n + 1)
            .AddOrchestrator<int, int>("Five", async (context, n) =>
            {
                for (var i = 0; i < 5; i++)
                {
                    n = await context.CallActivityAsync<int>("Add1", n);
                }

                return n;
            })
            .AddOrchestrator<int, int>("Wide", async (context, count) =>
                (await Task.WhenAll(Enumerable.Range(0, count).Select(i => context.CallActivityAsync<int>("Add1", i)))).Length)
            .StartAsync(cancellationToken);

    private static async Task RunAsync(
        DurableTestHost host, int inFlight, int total, string orchestrator, int input, CancellationToken cancellationToken)
    {
        var left = total;
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await host.RunAsync<int>(orchestrator, input, cancellationToken: cancellationToken);
            }
        }));
    }
}
