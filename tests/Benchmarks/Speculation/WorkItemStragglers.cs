using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using WorkDistribution.Cli.Hosting;
using WorkDistribution.LocalRuntime.Host;

namespace WorkDistribution.Benchmarks.Speculation;

/// <summary>Work items that fetch an address, two of 40 of which are slow to answer at first, with and without backup tasks.</summary>
internal static class WorkItemStragglers
{
    private const int Items = 40;
    private const int Runs = 3;
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    public static async Task RunAsync(BenchmarkReport report, string folder, CancellationToken cancellationToken)
    {
        report.Text($"{Items} work items of about 20 ms, two of whose first attempts dawdle for {Delay.TotalMilliseconds:0} ms; median of {Runs} runs.");
        using var server = new StragglingServer(Delay);
        await using var azurite = await AzuriteServer.StartAsync(AzuriteOptions.FreePorts, cancellationToken);
        var without = await MeasureAsync(report, server, azurite, folder, "work_items_without_backups", backups: false, cancellationToken);
        var with = await MeasureAsync(report, server, azurite, folder, "work_items_with_backups", backups: true, cancellationToken);
        report.Metric("speculation.work_items_backup_speedup", without / with, "x");
    }

    private static async Task<double> MeasureAsync(
        BenchmarkReport report, StragglingServer server, AzuriteServer azurite, string folder, string name, bool backups, CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = azurite.GetConnectionString(),
            ["WorkItems__HttpHosts__0"] = server.Host,
            ["WorkItems__BackupTasks"] = backups ? "true" : "false",
        };
        var own = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        await using var session = await HostSession.OpenAsync(
            null, own, [], ["Work*", "PriorityCounters"], Console.Error, cancellationToken, settings);
        using var http = new HttpClient { BaseAddress = session.Address };
        var times = new List<double>();

        // The first run only warms up.
        for (var run = 0; run <= Runs; run++)
        {
            var time = await RunAsync(http, $"http://{server.Host}/{name}/{run}", cancellationToken);
            if (run > 0)
            {
                times.Add(time);
            }
        }

        var median = BenchmarkReport.Median(times);
        report.Metric($"speculation.{name}.makespan_ms", median, "ms");
        return median;
    }

    /// <returns>Milliseconds from the first item's start to the last one's end, by the items' own records.</returns>
    private static async Task<double> RunAsync(HttpClient http, string address, CancellationToken cancellationToken)
    {
        var lines = string.Join('\n', Enumerable.Range(0, Items).Select(item =>
            $$$"""{"handler":"http-get","payload":{"url":"{{{address}}}/{{{(item is 9 or 30 ? "slow" : "fast")}}}-{{{item}}}"}}"""));
        using var content = new StringContent(lines, Encoding.UTF8, new MediaTypeHeaderValue("application/x-ndjson"));
        using var submitted = await http.PostAsync("api/work/batch", content, cancellationToken);
        submitted.EnsureSuccessStatusCode();
        var ids = (await submitted.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("ids").EnumerateArray().Select(static id => id.GetString()!).ToList();

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var times = new List<(DateTimeOffset StartedAt, DateTimeOffset FinishedAt)>();
        foreach (var id in ids)
        {
            var item = await http.GetFromJsonAsync<JsonElement>($"api/work/{id}", deadline.Token);
            while (item.GetProperty("state").GetString() != "COMPLETED")
            {
                await timer.WaitForNextTickAsync(deadline.Token);
                item = await http.GetFromJsonAsync<JsonElement>($"api/work/{id}", deadline.Token);
            }

            times.Add((item.GetProperty("startedAt").GetDateTimeOffset(), item.GetProperty("finishedAt").GetDateTimeOffset()));
        }

        return (times.Max(static time => time.FinishedAt) - times.Min(static time => time.StartedAt)).TotalMilliseconds;
    }
}
