using System.Text.Json;
using System.Text.Json.Nodes;
using WorkDistribution.Cli.Api;
using WorkDistribution.Cli.Hosting;

namespace WorkDistribution.Benchmarks.Speculation;

/// <summary>Encodings and work items in which two of 40 first attempts dawdle for five seconds, with and without backup tasks.</summary>
internal sealed class SpeculationSuite : IBenchmarkSuite
{
    private const int Chunks = 40;
    private const int ChunkBytes = 512 * 1024;
    private const int DelayMs = 5_000;
    private const int Runs = 3;

    public string Name => "speculation";

    public async Task RunAsync(BenchmarkReport report, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("wd-speculation-");
        try
        {
            var bytes = new byte[Chunks * ChunkBytes];
            new Random(1).NextBytes(bytes);
            var input = Path.Combine(folder.FullName, "input");
            await File.WriteAllBytesAsync(input, bytes, cancellationToken);
            var settings = new Dictionary<string, string>
            {
                ["Encoding__InputRoots__0"] = folder.FullName,
                ["Encoding__OutputRoots__0"] = folder.FullName,
                ["Encoding__AllowFaultInjection"] = "true",
            };
            await using var session = await HostSession.OpenAsync(
                null, folder.FullName, [], ["Encoding*"], Console.Error, cancellationToken, settings);
            report.Text($"{Chunks} chunks, 4 at once, two of whose first attempts dawdle for {DelayMs} ms; median of {Runs} runs.");
            await MeasureAsync(report, session, input, "without_stragglers", backups: false, [], cancellationToken);
            var without = await MeasureAsync(report, session, input, "without_backups", backups: false, [9, 30], cancellationToken);
            var with = await MeasureAsync(report, session, input, "with_backups", backups: true, [9, 30], cancellationToken);
            report.Metric("speculation.backup_speedup", without / with, "x");
            await WorkItemStragglers.RunAsync(report, folder.FullName, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> MeasureAsync(
        BenchmarkReport report, HostSession session, string input, string name, bool backups, int[] slow, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            var request = new JsonObject
            {
                ["input"] = input,
                ["encoder"] = "gzip",
                ["chunk"] = ChunkBytes,
                ["output"] = input + ".gz",
                ["maxParallel"] = 4,
                ["backupTasks"] = backups,
                ["delayChunks"] = new JsonArray([.. slow.Select(chunk => (JsonNode)chunk)]),
                ["delayMs"] = DelayMs,
            };
            var started = await session.Client.PostAsync<StartedWork>("api/encodings", request, cancellationToken);
            var outcome = await session.WaitAsync<JsonElement>($"api/encodings/{started.Id}", progress: null, cancellationToken);
            times.Add(outcome.GetProperty("elapsedMs").GetDouble());
        }

        var median = BenchmarkReport.Median(times);
        report.Metric($"speculation.{name}.makespan_ms", median, "ms");
        return median;
    }
}
