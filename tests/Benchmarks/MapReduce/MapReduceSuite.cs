using System.Diagnostics;
using System.Text.Json.Nodes;
using WorkDistribution.Cli.Api;
using WorkDistribution.Cli.Hosting;
using WorkDistribution.Core.MapReduce;

namespace WorkDistribution.Benchmarks.MapReduce;

/// <summary>
/// MapReduce through the whole stack (HTTP, Durable orchestration, activities, object store, on a warm host) beside an optimised
/// count in one process with the same tokenizer and both cores. The two alternate, so that a drift of the machine meets both.
/// </summary>
internal sealed class MapReduceSuite : IBenchmarkSuite
{
    private const int WarmUps = 3;
    private const int Runs = 5;
    private const int SortRuns = 3;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    public string Name => "mapreduce";

    public async Task RunAsync(BenchmarkReport report, CancellationToken cancellationToken)
    {
        using var corpus = BenchmarkCorpus.Create(cancellationToken);
        await using var host = await LocalHost.StartAsync(
            Path.Combine(corpus.Folder, "state"),
            Path.Combine(corpus.Folder, "objects"),
            [corpus.Folder, Path.Combine(DotnetRoot.Path, "packs")],
            ["MapReduce*"],
            cancellationToken);
        using var client = new WorkDistributionClient(host.Address);

        report.Text($"{Environment.ProcessorCount} cores; median of {Runs} runs, {SortRuns} of sort; warm host, warm page cache.");
        await CompareWordCountAsync(report, client, "wordcount_docs", corpus.Documentation, [DotnetRoot.ReferenceDocumentation], cancellationToken);
        await CompareWordCountAsync(report, client, "wordcount_1gb", corpus.Repeated, corpus.Repeated, cancellationToken);

        var sorted = new List<double>();
        for (var run = 0; run < SortRuns; run++)
        {
            sorted.Add((await TimeJobAsync(client, "sort", corpus.Repeated, cancellationToken)).Elapsed.TotalSeconds);
        }

        report.Metric("mapreduce.sort_1gb.mb_per_s", BenchmarkCorpus.Bytes(corpus.Repeated) / 1e6 / BenchmarkReport.Median(sorted), "MB/s");
    }

    private static async Task CompareWordCountAsync(
        BenchmarkReport report,
        WorkDistributionClient client,
        string metric,
        IReadOnlyList<string> files,
        IReadOnlyList<string> patterns,
        CancellationToken cancellationToken)
    {
        // The first of each warm code and page cache, and show that both count the same.
        for (var run = 0; run < WarmUps; run++)
        {
            var expected = CountAlone(files, cancellationToken);
            var (_, counted) = await TimeJobAsync(client, "word-count", patterns, cancellationToken);
            if (counted.TotalCount != expected.Total || counted.DistinctKeys != expected.Distinct)
            {
                throw new InvalidOperationException(
                    $"The job counted {counted.TotalCount} words, {counted.DistinctKeys} distinct; the baseline {expected.Total}, {expected.Distinct}.");
            }
        }

        var alone = new List<double>();
        var job = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            alone.Add(CountAlone(files, cancellationToken).Elapsed.TotalSeconds);
            job.Add((await TimeJobAsync(client, "word-count", patterns, cancellationToken)).Elapsed.TotalSeconds);
            report.Text($"{metric} run {run + 1}: baseline {alone[^1]:0.000} s, job {job[^1]:0.000} s, ratio {job[^1] / alone[^1]:0.00}");
        }

        var megabytes = BenchmarkCorpus.Bytes(files) / 1e6;
        report.Metric($"mapreduce.{metric}.ratio", BenchmarkReport.Median(job) / BenchmarkReport.Median(alone), "x");
        report.Metric($"mapreduce.{metric}.mb_per_s", megabytes / BenchmarkReport.Median(job), "MB/s");
        report.Metric($"mapreduce.{metric}.baseline_mb_per_s", megabytes / BenchmarkReport.Median(alone), "MB/s");
    }

    private static (TimeSpan Elapsed, long Total, long Distinct) CountAlone(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var counts = WordCounter.Count(
            files.Select(file => (file, new FileInfo(file).Length)),
            range => new FileStream(range.Input, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan }) { Position = range.Offset },
            Environment.ProcessorCount,
            cancellationToken);
        return (Stopwatch.GetElapsedTime(started), counts.Total, counts.Distinct);
    }

    private static async Task<(TimeSpan Elapsed, JobResult Result)> TimeJobAsync(
        WorkDistributionClient client, string job, IReadOnlyList<string> patterns, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var request = new JsonObject { ["input"] = new JsonObject { ["files"] = new JsonArray([.. patterns.Select(pattern => (JsonNode)pattern)]) } };
        var instance = await client.StartMapReduceAsync(job, request, cancellationToken);
        using var timer = new PeriodicTimer(PollInterval);
        InstanceStatus status;
        while (!(status = await client.GetStatusAsync(instance, cancellationToken)).IsFinished)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        if (!status.IsCompleted)
        {
            throw new InvalidOperationException($"{job} ended {status.RuntimeStatus}: {status.Output}");
        }

        return (elapsed, await client.GetMapReduceResultAsync(instance.Id, top: 1, cancellationToken));
    }
}
