using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace WorkDistribution.Benchmarks.WorkItems;

/// <summary>Trivial items through the real host: one <c>POST /api/work/batch</c>, until the outcome of each is recorded.</summary>
internal static class BulkRun
{
    private const int WarmUpItems = 500;
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Starts the work items of the app on a fresh Azurite and warms them up.</summary>
    public static async Task<StorageHost> StartAsync(bool countsCalls, CancellationToken cancellationToken)
    {
        var host = await StorageHost.StartAsync("WorkDistribution.Functions", ["Work*", "PriorityCounters"], new Dictionary<string, string>(), countsCalls, cancellationToken);
        try
        {
            await RunAsync(host, WarmUpItems, cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs items and measures.</summary>
    /// <returns>From the submission until the last outcome is recorded, and until the submission was answered.</returns>
    public static async Task<(TimeSpan All, TimeSpan Submission)> RunAsync(StorageHost host, int items, CancellationToken cancellationToken)
    {
        var before = await FinishedAsync(host.Client, cancellationToken);
        var lines = string.Join('\n', Enumerable.Range(0, items).Select(
            item => string.Create(CultureInfo.InvariantCulture, $$$"""{"handler":"sha256","payload":{"text":"{{{item}}}"}}""")));
        var started = Stopwatch.GetTimestamp();
        using var answer = await host.Client.PostAsync("api/work/batch", new StringContent(lines, Encoding.UTF8, "application/x-ndjson"), cancellationToken);
        answer.EnsureSuccessStatusCode();
        var submission = Stopwatch.GetElapsedTime(started);
        var accepted = (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("accepted").GetInt32();
        if (accepted != items)
        {
            throw new InvalidOperationException($"{accepted} of {items} items were accepted.");
        }

        using var timer = new PeriodicTimer(PollInterval);
        while (await FinishedAsync(host.Client, cancellationToken) < before + items)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
            if (Stopwatch.GetElapsedTime(started) > Deadline)
            {
                throw new TimeoutException($"Only {await FinishedAsync(host.Client, cancellationToken) - before} of {items} items ended within {Deadline:g}.");
            }
        }

        return (Stopwatch.GetElapsedTime(started), submission);
    }

    /// <summary>
    /// Items whose outcome is recorded, as the counters' entity says: a look at the host's memory, which costs the storage nothing. What
    /// ended is reported to it after it was recorded.
    /// </summary>
    private static async Task<long> FinishedAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using var answer = await client.GetAsync("runtime/webhooks/durabletask/entities/PriorityCounters/all", cancellationToken);
        return answer.IsSuccessStatusCode
            ? (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("Levels").EnumerateArray().Sum(static level => level.GetProperty("Finished").GetInt64())
            : 0;
    }
}
