using System.Diagnostics;
using WorkDistribution.LocalRuntime.Engine;

namespace WorkDistribution.Benchmarks.Engine;

/// <summary>One orchestration that calls N activities at once and sums their results.</summary>
internal static class FanOutBenchmark
{
    public static async Task<TimeSpan> MeasureAsync(int activities, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await using var host = new DurableTestHost(options => options.StateDirectory = folder.Path)
            .AddActivity<int, int>("Same", n => n)
            .AddOrchestrator<int, long>("FanOut", async (context, count) =>
            {
                var results = await Task.WhenAll(Enumerable.Range(0, count).Select(i => context.CallActivityAsync<int>("Same", i)));
                return results.Sum(result => (long)result);
            });
        await host.StartAsync(cancellationToken);

        var started = Stopwatch.GetTimestamp();
        var sum = await host.RunAsync<long>("FanOut", activities, cancellationToken: cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(started);
        return sum == (long)activities * (activities - 1) / 2
            ? elapsed
            : throw new InvalidOperationException($"The fan-out of {activities} gave {sum}.");
    }
}
