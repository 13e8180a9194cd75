using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.WorkItems.Lanes;

/// <summary>
/// Evens out the lanes of the workers, and hands on those of workers that are gone. All sessions call it each second; the worker whose
/// name comes first does it.
/// </summary>
internal sealed class LaneRebalancer(
    LaneTable table,
    LaneClaimer claimer,
    LaneCounters counters,
    WorkLevels levels,
    WorkerIdentity worker,
    IOptions<WorkItemsOptions> options,
    TimeProvider time,
    ILogger<LaneRebalancer> logger)
{
    /// <summary>Does a round, if it is this worker's to do.</summary>
    /// <param name="snapshot">What was read a moment ago.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public async Task RunAsync(LaneSnapshot snapshot, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var live = snapshot.Live(now);
        if (live.Count == 0 || live[0].Name != worker.Name)
        {
            return;
        }

        var items = options.Value.Balancing && live.Count > 1 ? await CountAsync(cancellationToken) : [];
        var plan = LanePlan.Make(snapshot, items, options.Value.StealThreshold, now);

        // When others changed something meanwhile, the next round starts from that.
        if (!plan.Change.IsEmpty && await table.TryChangeAsync(plan.Change, cancellationToken) && plan.Items > 0)
        {
            counters.Moved(plan.Lanes, plan.Items);
            logger.LogDebug("Rebalanced: {Items} items moved, {Lanes} lanes with them.", plan.Items, plan.Lanes);
        }
    }

    private async Task<Dictionary<int, long>> CountAsync(CancellationToken cancellationToken)
    {
        var counts = await Task.WhenAll(Enumerable.Range(0, levels.Count).Select(level => claimer.CountAsync(level, cancellationToken)));
        return counts.SelectMany(static level => level)
            .GroupBy(static lane => WorkItemId.NumberOf(lane.Key))
            .ToDictionary(static lane => lane.Key, static lane => lane.Sum(static level => (long)level.Value));
    }
}
