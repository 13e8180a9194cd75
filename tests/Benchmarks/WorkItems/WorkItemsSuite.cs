namespace WorkDistribution.Benchmarks.WorkItems;

/// <summary>
/// Work items in bulk beside the plain design, and one alone. Each part has a fresh Azurite on disk and a warm host; the two designs
/// alternate.
/// </summary>
internal sealed class WorkItemsSuite : IBenchmarkSuite
{
    private const int Items = 10_000;
    private const int FewItems = 1_000;
    private const int Runs = 3;
    private const int Samples = 100;

    /// <summary>Messages that the plain design's trigger takes at a time: the platform's default, and the most that the service gives.</summary>
    private const int DefaultBatch = 16;
    private const int TunedBatch = 32;

    /// <summary>Bound of one plain run; a run that is cut short counts by what it did.</summary>
    private static readonly TimeSpan PlainLimit = TimeSpan.FromMinutes(1.5);

    public string Name => "workitems";

    public async Task RunAsync(BenchmarkReport report, CancellationToken cancellationToken)
    {
        report.Text($"{Environment.ProcessorCount} cores; {Items} items; median of {Runs} runs each, which alternate.");
        var bulk = new List<double>();
        var plain = new List<double>();
        var tuned = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            bulk.Add(await MeasureBulkAsync(report, cancellationToken));
            plain.Add(await MeasurePlainAsync(report, Items, DefaultBatch, cancellationToken));
            tuned.Add(await MeasurePlainAsync(report, Items, TunedBatch, cancellationToken));
        }

        report.Metric("workitems.items_per_s", BenchmarkReport.Median(bulk), "items/s");
        report.Metric("workitems.plain_items_per_s", BenchmarkReport.Median(plain), "items/s");
        report.Metric("workitems.plain_tuned_items_per_s", BenchmarkReport.Median(tuned), "items/s");
        report.Metric("workitems.ratio", BenchmarkReport.Median(bulk) / BenchmarkReport.Median(plain), "x");
        report.Metric("workitems.ratio_tuned", BenchmarkReport.Median(bulk) / BenchmarkReport.Median(tuned), "x");
        report.Metric("workitems.plain_1000_items_per_s", await MeasurePlainAsync(report, FewItems, DefaultBatch, cancellationToken), "items/s");
        report.Metric("workitems.storage_calls_per_item", await CountCallsAsync(cancellationToken), "calls");

        await using var idle = await BulkRun.StartAsync(countsCalls: false, cancellationToken);
        var latencies = await IdleLatency.MeasureAsync(idle, Samples, new Random(1), cancellationToken);
        report.Metric("workitems.p50_ms", Quantile(latencies, 0.5), "ms");
        report.Metric("workitems.p99_ms", Quantile(latencies, 0.99), "ms");
    }

    private static async Task<double> MeasureBulkAsync(BenchmarkReport report, CancellationToken cancellationToken)
    {
        await using var host = await BulkRun.StartAsync(countsCalls: false, cancellationToken);
        var (all, submission) = await BulkRun.RunAsync(host, Items, cancellationToken);
        report.Text($"work items: {Items} in {all.TotalSeconds:0.00} s ({Items / all.TotalSeconds:0} items/s); submitted after {submission.TotalSeconds:0.00} s");
        return Items / all.TotalSeconds;
    }

    private static async Task<double> MeasurePlainAsync(BenchmarkReport report, int items, int batchSize, CancellationToken cancellationToken)
    {
        await using var host = await PlainRun.StartAsync(batchSize, cancellationToken);
        var (done, elapsed) = await PlainRun.RunAsync(host, items, PlainLimit, cancellationToken);
        report.Text($"plain, batch size {batchSize}: {done} of {items} in {elapsed.TotalSeconds:0.00} s ({done / elapsed.TotalSeconds:0.0} items/s)");
        return done / elapsed.TotalSeconds;
    }

    private static async Task<double> CountCallsAsync(CancellationToken cancellationToken)
    {
        await using var host = await BulkRun.StartAsync(countsCalls: true, cancellationToken);
        var before = host.Calls;
        await BulkRun.RunAsync(host, Items, cancellationToken);
        return (double)(host.Calls - before) / Items;
    }

    /// <summary>The smallest measurement that is not exceeded by the given part of all.</summary>
    private static double Quantile(IReadOnlyList<double> ascending, double part) => ascending[(int)Math.Ceiling(part * ascending.Count) - 1];
}
