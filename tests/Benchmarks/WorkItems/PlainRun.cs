using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using PlainWorkerApp;

namespace WorkDistribution.Benchmarks.WorkItems;

/// <summary>The same items in the plain design: a message an item, a queue trigger, one table update an item; on the same host.</summary>
internal static class PlainRun
{
    /// <summary>Messages under way at a time: beyond it Azurite takes no more in a second.</summary>
    private const int Senders = 16;
    private const int WarmUpItems = 100;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Starts the plain app on a fresh Azurite and warms it up.</summary>
    /// <param name="batchSize">Messages that the trigger takes at a time, 1 to 32; the next ones when half of them are done.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<StorageHost> StartAsync(int batchSize, CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string>
        {
            ["AzureFunctionsJobHost__extensions__queues__batchSize"] = batchSize.ToString(CultureInfo.InvariantCulture),
            ["AzureFunctionsJobHost__extensions__queues__newBatchThreshold"] = (batchSize / 2).ToString(CultureInfo.InvariantCulture),
        };
        var host = await StorageHost.StartAsync("PlainWorkerApp", [], settings, countsCalls: false, cancellationToken);
        try
        {
            await new TableClient(host.ConnectionString, "PlainOutcomes").CreateIfNotExistsAsync(cancellationToken);
            await RunAsync(host, WarmUpItems, TimeSpan.FromMinutes(1), cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs items until all are done or the time is up.</summary>
    /// <returns>Items done, and the time from the first message to the last row.</returns>
    public static async Task<(int Done, TimeSpan Elapsed)> RunAsync(StorageHost host, int items, TimeSpan limit, CancellationToken cancellationToken)
    {
        var before = await DoneAsync(host.Client, cancellationToken);
        var queue = new QueueClient(host.ConnectionString, "plain-work", new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        var started = Stopwatch.GetTimestamp();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = Parallel.ForAsync(0, items, new ParallelOptions { MaxDegreeOfParallelism = Senders, CancellationToken = stop.Token }, async (item, token) =>
            await queue.SendMessageAsync(JsonSerializer.Serialize(new PlainItem(before + item, $"{item}"), JsonSerializerOptions.Web), token));
        using var timer = new PeriodicTimer(PollInterval);
        int done;
        while ((done = await DoneAsync(host.Client, cancellationToken) - before) < items && Stopwatch.GetElapsedTime(started) < limit)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        await stop.CancelAsync();
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return (done, elapsed);
    }

    private static Task<int> DoneAsync(HttpClient client, CancellationToken cancellationToken) => client.GetFromJsonAsync<int>("api/plain/done", cancellationToken);
}
