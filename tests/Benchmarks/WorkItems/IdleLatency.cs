using System.Net.Http.Json;
using System.Text.Json;
using Azure.Data.Tables;

namespace WorkDistribution.Benchmarks.WorkItems;

/// <summary>
/// Single items on an idle system: from before the <c>POST /api/work</c> until the outcome is recorded. That is told by the time stamp that
/// the Table service gave the outcome's row, read long afterwards, so that nobody asks while the item is on its way.
/// </summary>
internal static class IdleLatency
{
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan GapSpread = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Measures one item after the other.</summary>
    /// <returns>Milliseconds, in ascending order.</returns>
    public static async Task<IReadOnlyList<double>> MeasureAsync(StorageHost host, int samples, Random random, CancellationToken cancellationToken)
    {
        var outcomes = new TableClient(host.ConnectionString, "WorkOutcomes");
        var latencies = new List<double>();
        for (var sample = 0; sample < samples; sample++)
        {
            await Task.Delay(Gap + (random.NextDouble() * GapSpread), cancellationToken);
            var started = TimeProvider.System.GetUtcNow();
            using var answer = await host.Client.PostAsJsonAsync(
                "api/work", new { handler = "sha256", payload = new { text = $"{sample}" } }, cancellationToken);
            answer.EnsureSuccessStatusCode();
            var id = (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("id").GetString()!;
            await Task.Delay(Gap, cancellationToken);
            latencies.Add((await RecordedAsync(outcomes, id, cancellationToken) - started).TotalMilliseconds);
        }

        latencies.Sort();
        return latencies;
    }

    private static async Task<DateTimeOffset> RecordedAsync(TableClient outcomes, string id, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        while (true)
        {
            // Its partition has five characters.
            var row = await outcomes.GetEntityIfExistsAsync<TableEntity>(id[..5], id[6..], cancellationToken: deadline.Token);
            if (row.HasValue)
            {
                return row.Value!.Timestamp!.Value;
            }

            await Task.Delay(Gap, deadline.Token);
        }
    }
}
