using System.Diagnostics;
using WorkDistribution.Core.Balancing;

namespace WorkDistribution.Benchmarks.Pool;

/// <summary>The work-stealing pool against what .NET brings, in alternating rounds; a ratio above 1 means that the pool was faster.</summary>
internal sealed class PoolSuite : IBenchmarkSuite
{
    private const int Rounds = 21;

    public string Name => "pool";

    public async Task RunAsync(BenchmarkReport report, CancellationToken cancellationToken)
    {
        var workers = Environment.ProcessorCount;
        var turns = PoolWorkload.Calibrate();
        report.Text($"Work-stealing pool, {workers} workers; medians of {Rounds} alternating rounds, ratios of the same round.");
        report.Text("overhead: processor time an item beyond that of the items one after the other.");
        await using var pool = new WorkStealingPool(workers, capacity: 1_000_000);
        PoolContender[] contenders =
        [
            new PoolContender.Pool(pool), new PoolContender.ForEachAsync(), new PoolContender.ChannelFed(), new PoolContender.Threads(),
            new PoolContender.ParallelFor(),
        ];
        foreach (var workload in Workloads(turns))
        {
            var able = contenders.Where(contender => !workload.Yields || contender is not PoolContender.ParallelFor);
            await MeasureAsync(report, workload, [.. able], workers, cancellationToken);
        }
    }

    private static IEnumerable<PoolWorkload> Workloads(double turns)
    {
        var random = new Random(1);
        yield return PoolWorkload.Of("even_100ns", "100,000 items of 0.1 us", Enumerable.Repeat(0.1, 100_000), turns);
        yield return PoolWorkload.Of("even_1us", "50,000 items of 1 us", Enumerable.Repeat(1.0, 50_000), turns);
        yield return PoolWorkload.Of("even_10us", "5,000 items of 10 us", Enumerable.Repeat(10.0, 5_000), turns);
        yield return PoolWorkload.Of("even_100us", "500 items of 100 us", Enumerable.Repeat(100.0, 500), turns);

        // One celebrity: the first twentieth of the items has two thirds of the work.
        yield return PoolWorkload.Of(
            "uneven_front", "40,000 items, the first 2,000 of 8 us, the others of 0.2 us", Enumerable.Range(0, 40_000).Select(static i => i < 2_000 ? 8 : 0.2), turns);
        yield return PoolWorkload.Of(
            "uneven_back", "40,000 items, the last 2,000 of 8 us, the others of 0.2 us", Enumerable.Range(0, 40_000).Select(static i => i >= 38_000 ? 8 : 0.2), turns);
        yield return PoolWorkload.Of(
            "uneven_tail", "40,000 items of 0.2 to 10 us, heavy-tailed", Enumerable.Range(0, 40_000).Select(_ => Math.Min(10, 0.2 / (1 - random.NextDouble()))), turns);
        yield return PoolWorkload.Of("async_1us", "20,000 items of 1 us that yield once", Enumerable.Repeat(1.0, 20_000), turns, yields: true);
    }

    private static async Task MeasureAsync(
        BenchmarkReport report, PoolWorkload workload, PoolContender[] contenders, int workers, CancellationToken cancellationToken)
    {
        // Until the hot code is compiled for good.
        for (var run = 0; run < 4; run++)
        {
            foreach (var contender in contenders)
            {
                await contender.RunAsync(workload, workers);
            }
        }

        var seconds = contenders.ToDictionary(static contender => contender.Name, static _ => new List<double>());
        var overheads = contenders.ToDictionary(static contender => contender.Name, static _ => new List<double>());
        var speedups = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var serial = await TimeAsync(() =>
            {
                workload.RunAll();
                return Task.CompletedTask;
            });
            for (var turn = 0; turn < contenders.Length; turn++)
            {
                // Nobody always comes after the same one.
                var contender = contenders[(round + turn) % contenders.Length];
                var (elapsed, processor) = await TimeAsync(() => contender.RunAsync(workload, workers));
                seconds[contender.Name].Add(elapsed.TotalSeconds);
                overheads[contender.Name].Add((processor - serial.Processor).TotalNanoseconds / workload.Count);
            }

            speedups.Add(serial.Elapsed.TotalSeconds / seconds["pool"][^1]);
        }

        report.Text($"  {workload.Name}: {workload.Text}");
        report.Metric($"pool.{workload.Name}.items_per_s", workload.Count / BenchmarkReport.Median(seconds["pool"]), "items/s");
        report.Metric($"pool.{workload.Name}.speedup", BenchmarkReport.Median(speedups), "x");
        foreach (var contender in contenders)
        {
            if (contender.Name != "pool")
            {
                var ratios = seconds[contender.Name].Zip(seconds["pool"], static (other, own) => other / own).ToList();
                report.Metric($"pool.{workload.Name}.{contender.Name}_ratio", BenchmarkReport.Median(ratios), "x");
            }

            report.Metric($"pool.{workload.Name}.{contender.Name}_overhead_ns", BenchmarkReport.Median(overheads[contender.Name]), "ns");
        }
    }

    /// <summary>Time on the clock, and time of processors: what others do on the machine at the same time is in the first only.</summary>
    private static async Task<(TimeSpan Elapsed, TimeSpan Processor)> TimeAsync(Func<Task> run)
    {
        var processor = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        await run();
        return (Stopwatch.GetElapsedTime(started), Environment.CpuUsage.TotalTime - processor);
    }
}
