using System.Text.Json;
using WorkDistribution.Cli.Hosting;

namespace WorkDistribution.Cli.Scenario.BlackFriday;

/// <summary>Sums of <c>GET /api/work/metrics</c> that a run is the difference of two of.</summary>
internal sealed record LaneCounts(long Ran, double BusyMs, long Attempts, long Steals, long Stolen, long MovedLanes, long MovedItems)
{
    // Longer than the story takes, so that the window holds all of it.
    private const string Metrics = "api/work/metrics?window=900";

    public static async Task<LaneCounts> ReadAsync(HostSession host, CancellationToken cancellationToken)
    {
        var (metrics, _) = await host.Client.GetAsync<JsonElement>(Metrics, cancellationToken);
        var lanes = metrics.GetProperty("stealing").GetProperty("lanes");
        var durations = metrics.GetProperty("durationMs");
        return new LaneCounts(
            durations.GetProperty("count").GetInt64(),
            durations.GetProperty("mean").ValueKind == JsonValueKind.Null ? 0 : durations.GetProperty("mean").GetDouble() * durations.GetProperty("count").GetInt64(),
            lanes.GetProperty("attempts").GetInt64(),
            lanes.GetProperty("successes").GetInt64(),
            lanes.GetProperty("stolenItems").GetInt64(),
            lanes.GetProperty("movedLanes").GetInt64(),
            lanes.GetProperty("movedItems").GetInt64());
    }

    public static LaneCounts operator -(LaneCounts a, LaneCounts b) =>
        new(a.Ran - b.Ran, a.BusyMs - b.BusyMs, a.Attempts - b.Attempts, a.Steals - b.Steals, a.Stolen - b.Stolen, a.MovedLanes - b.MovedLanes, a.MovedItems - b.MovedItems);
}
