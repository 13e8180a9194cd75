using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using WorkDistribution.Cli.Hosting;

namespace WorkDistribution.Cli.Scenario.BlackFriday;

/// <summary>Places the orders at once, waits until all have ended, and reads their records and what the workers reported.</summary>
internal sealed class Orders(BlackFridayScale scale, HostSession host)
{
    private const string Celebrity = "celebrity";
    private const int PageSize = 1000;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ReportTimeout = TimeSpan.FromMinutes(1);

    /// <summary>Orders before the story, of as many products: all workers are warm then, and know how long an order takes.</summary>
    private readonly int warmUpOrders = 4 * scale.Workers * scale.Threads;

    private LaneCounts? before;
    private List<EndedOrder> ended = [];

    /// <summary>Places the orders and waits until all have ended.</summary>
    /// <exception cref="HostStartException">The host ended, or did not take all orders.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        before = await LaneCounts.ReadAsync(host, cancellationToken);
        var warmUp = Enumerable.Range(0, warmUpOrders).Select(i => Order(string.Create(CultureInfo.InvariantCulture, $"before-{i}")));
        await WaitAsync(await PlaceAsync(warmUp, cancellationToken), cancellationToken);
        ended = await WaitAsync(await PlaceAsync(BlackFriday(), cancellationToken), cancellationToken);
    }

    /// <summary>Puts together what was measured, after the workers have stopped: the last thing they do is to report what they counted.</summary>
    /// <exception cref="HostStartException">They did not report within a minute.</exception>
    public async Task<OrderRun> ReportAsync(CancellationToken cancellationToken)
    {
        var counts = await CountsAsync(cancellationToken);

        var latencies = ended.Select(static order => (order.FinishedAt - order.CreatedAt).TotalMilliseconds).Order().ToList();
        var elapsed = (ended.Max(static order => order.FinishedAt) - ended.Min(static order => order.CreatedAt)).TotalMilliseconds;
        var byWorker = ended.Where(static order => order.AffinityKey == Celebrity).CountBy(static order => order.Worker).Select(static worker => worker.Value).OrderDescending();
        return new OrderRun
        {
            Orders = ended.Count,
            SuccessRate = (double)latencies.Count(latency => latency <= scale.DeadlineMs) / latencies.Count,
            P50Ms = Percentile(latencies, 0.50),
            P99Ms = Percentile(latencies, 0.99),
            ElapsedMs = elapsed,
            Utilisation = counts.BusyMs / counts.Ran * ended.Count / (elapsed * scale.Workers * scale.Threads),
            CelebrityOrdersByWorker = [.. byWorker.Concat(Enumerable.Repeat(0, scale.Workers)).Take(scale.Workers)],
            StealAttempts = counts.Attempts,
            Steals = counts.Steals,
            StolenOrders = counts.Stolen,
            MovedLanes = counts.MovedLanes,
            MovedOrders = counts.MovedItems,
        };
    }

    private async Task<LaneCounts> CountsAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(PollInterval);
        for (var started = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(started) < ReportTimeout;)
        {
            // Reports are signals, which take a moment to be counted.
            var counts = await LaneCounts.ReadAsync(host, cancellationToken) - before!;
            if (counts.Ran >= warmUpOrders + ended.Count)
            {
                return counts;
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }

        throw new HostStartException($"The workers have not reported all orders after {ReportTimeout.TotalSeconds:0} s.");
    }

    private static double Percentile(List<double> sorted, double rank) => sorted[(int)Math.Ceiling(rank * sorted.Count) - 1];

    private IEnumerable<JsonObject> BlackFriday()
    {
        // The others come amid the celebrity's.
        var every = Math.Max(1, scale.CelebrityOrders / Math.Max(1, scale.OtherOrders));
        var keys = Enumerable.Range(0, scale.CelebrityOrders).SelectMany(i => i % every == 0 && i / every < scale.OtherOrders
            ? (string[])[string.Create(CultureInfo.InvariantCulture, $"product-{i / every}"), Celebrity]
            : [Celebrity]);
        return keys.Select(Order);
    }

    private JsonObject Order(string product) => new()
    {
        ["handler"] = "sleep",
        ["payload"] = new JsonObject { ["milliseconds"] = scale.OrderMs },
        ["affinityKey"] = product,
    };

    private async Task<HashSet<string>> PlaceAsync(IEnumerable<JsonObject> orders, CancellationToken cancellationToken)
    {
        var answer = await host.Client.PostLinesAsync<JsonElement>("api/work/batch", orders, cancellationToken);
        return answer.GetProperty("rejected").GetInt32() == 0
            ? [.. answer.GetProperty("ids").EnumerateArray().Select(static id => id.GetString()!)]
            : throw new HostStartException($"Not all orders were taken: {answer.GetProperty("errors")}");
    }

    private async Task<List<EndedOrder>> WaitAsync(HashSet<string> placed, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(PollInterval);
        while (true)
        {
            host.ThrowIfEnded();
            var (counters, _) = await host.Client.GetAsync<JsonElement>("api/work/priorities", cancellationToken);
            if (counters.GetProperty("depth").GetInt64() <= 0 && await ReadAsync(placed, cancellationToken) is { } ended && ended.Count == placed.Count)
            {
                return ended;
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    private async Task<List<EndedOrder>> ReadAsync(HashSet<string> placed, CancellationToken cancellationToken)
    {
        var ended = new List<EndedOrder>(placed.Count);
        string? token = null;
        do
        {
            var (page, _) = await host.Client.GetAsync<JsonElement>(
                $"api/work?state=COMPLETED&top={PageSize}&continuationToken={Uri.EscapeDataString(token ?? "")}", cancellationToken);
            ended.AddRange(page.GetProperty("items").Deserialize<List<EndedOrder>>(JsonSerializerOptions.Web)!.Where(order => placed.Contains(order.Id)));
            token = page.GetProperty("continuationToken").GetString();
        }
        while (token is not null);
        return ended;
    }

    private sealed record EndedOrder(string Id, string AffinityKey, string Worker, DateTimeOffset CreatedAt, DateTimeOffset FinishedAt);
}
