using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.WorkItems.Lanes;

/// <summary>
/// Evens out the lanes of the workers, and finds an owner for those of workers that are gone, and for those with work that have none. All
/// sessions call it each second; the worker whose name comes first does it.
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
    private long? _searched;

    /// <summary>Has the next round look for lanes with work that nobody owns.</summary>
    public void SearchSoon() => _searched = null;

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

        if (snapshot.Members.Count > live.Count)
        {
            // Tickets of lanes that it did not own yet may be lost with a worker that is gone.
            SearchSoon();
        }

        var balances = options.Value.Balancing && live.Count > 1;
        var items = balances ? await CountAsync(cancellationToken) : await SearchAsync(snapshot, now, cancellationToken);
        var plan = LanePlan.Make(snapshot, items, balances ? options.Value.StealThreshold : null, now);

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

    /// <summary>Without counts, once a lease: which lanes have work and no owner.</summary>
    private async Task<Dictionary<int, long>> SearchAsync(LaneSnapshot snapshot, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_searched is { } searched && time.GetElapsedTime(searched) < options.Value.LaneLease)
        {
            return [];
        }

        var found = await claimer.FindLanesAsync(LaneClaimer.AllLanes, cancellationToken);
        _searched = time.GetTimestamp();
        return found.Select(WorkItemId.NumberOf).Distinct().Where(lane => !snapshot.Lane(lane).IsHeld(now)).ToDictionary(static lane => lane, static _ => 1L);
    }
}
