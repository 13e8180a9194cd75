namespace WorkDistribution.Benchmarks.Engine;

/// <summary>
/// The durable engine on disk with full sync, against what plain batched inserts into SQLite reach on the same machine
/// in the same run.
/// </summary>
internal sealed class EngineSuite : IBenchmarkSuite
{
    /// <summary>Arguments that make this program run one memory workload only.</summary>
    private const string PeakWorkload = "engine-peak";
    private const string WaitingWorkload = "engine-waiting";

    private const int Runs = 5;

    /// <summary>The fan-out that <c>engine.fanout.activities_per_s</c> is about.</summary>
    private const int FanOut = 10_000;

    private static readonly int[] _fanOuts = [1_000, FanOut, 50_000];

    public string Name => "engine";

    public async Task RunAsync(BenchmarkReport report, CancellationToken cancellationToken)
    {
        report.Text("Durable engine, SQLite WAL, synchronous=FULL. Medians of several runs; no-op activities.");
        report.Metric("engine.store_limit.rows_per_s", BenchmarkReport.Median(Repeat(StoreLimit.Measure)), "rows/s");

        // Warm up until the hot code is compiled for good; else the first size measures the compiler.
        for (var run = 0; run < Runs; run++)
        {
            await FanOutBenchmark.MeasureAsync(10_000, cancellationToken);
        }

        foreach (var size in _fanOuts)
        {
            var microseconds = new List<double>();
            for (var run = 0; run < Runs; run++)
            {
                var elapsed = await FanOutBenchmark.MeasureAsync(size, cancellationToken);
                microseconds.Add(elapsed.TotalMicroseconds / size);
            }

            var median = BenchmarkReport.Median(microseconds);
            report.Metric($"engine.fanout_{size}.us_per_activity", median, "us");
            report.Text($"  {size} activities in one orchestration: {1e6 / median:0} activities/s");
            if (size == FanOut)
            {
                report.Metric("engine.fanout.activities_per_s", 1e6 / median, "activities/s");
            }
        }

        foreach (var size in new[] { 1_000, FanOut })
        {
            var (off, on) = await TracingCost.MeasureAsync(size, 2 * Runs, cancellationToken);
            report.Metric($"engine.fanout_{size}.traced_ratio", on / off, "x");
            report.Text($"  {size} activities untraced {off:0.0} us, traced {on:0.0} us an activity, in turns");
        }

        var peak = await PeakMemory.OfAsync(PeakWorkload, cancellationToken);
        report.Metric("engine.fanout_50000.peak_mb", peak / 1048576.0, "MB");

        var wide = new List<double>();
        var sequences = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            wide.Add(await SequenceBenchmark.FanOutsPerSecondAsync(100, 100, cancellationToken));
            sequences.Add(await SequenceBenchmark.PerSecondAsync(100, 2_000, cancellationToken));
        }

        report.Metric("engine.fanout_wide.activities_per_s", BenchmarkReport.Median(wide), "activities/s");
        report.Metric("engine.sequence.orchestrations_per_s", BenchmarkReport.Median(sequences), "orchestrations/s");

        var latencies = await SequenceBenchmark.IdleLatenciesAsync(200, cancellationToken);
        report.Metric("engine.idle_sequence.p50_ms", latencies[latencies.Length / 2], "ms");
        report.Metric("engine.idle_sequence.p99_ms", latencies[latencies.Length * 99 / 100], "ms");

        report.Metric("engine.signals_one.ops_per_s", await MedianAsync(() => SignalBenchmark.PerSecondAsync(1, 40_000, cancellationToken)), "ops/s");
        report.Metric("engine.signals_many.ops_per_s", await MedianAsync(() => SignalBenchmark.PerSecondAsync(1_000, 20_000, cancellationToken)), "ops/s");

        report.Metric("engine.resident_instance.bytes", await ResidentMemory.BytesPerInstanceAsync(20_000, cancellationToken), "bytes");
        report.Metric("engine.waiting_100k.rss_mb", await PeakMemory.OfAsync(WaitingWorkload, cancellationToken) / 1048576.0, "MB");
        var (starts, purged) = await StartupBenchmark.MeasureAsync(finished: 100_000, unfinished: 1_000, Runs, cancellationToken);
        report.Metric("engine.startup.s", BenchmarkReport.Median(starts), "s");
        report.Metric("engine.purge_all.instances_per_s", purged, "instances/s");
    }

    /// <summary>Runs a workload in the child process that <see cref="PeakMemory"/> starts. False if the arguments name none.</summary>
    public static async Task<bool> TryRunWorkloadAsync(string[] args)
    {
        switch (args)
        {
            case [PeakWorkload]:
                await FanOutBenchmark.MeasureAsync(50_000, CancellationToken.None);
                break;
            case [WaitingWorkload]:
                await WaitingMemory.RunAsync(100_000, CancellationToken.None);
                break;
            default:
                return false;
        }

        PeakMemory.Print();
        return true;
    }

    private static List<double> Repeat(Func<double> measure) => [.. Enumerable.Range(0, Runs).Select(_ => measure())];

    private static async Task<double> MedianAsync(Func<Task<double>> measure)
    {
        var values = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            values.Add(await measure());
        }

        return BenchmarkReport.Median(values);
    }
}
