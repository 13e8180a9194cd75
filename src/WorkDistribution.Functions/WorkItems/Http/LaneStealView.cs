using WorkDistribution.Functions.WorkItems.Lanes;

namespace WorkDistribution.Functions.WorkItems.Http;

/// <summary>What was done about affinity lanes as clients read it.</summary>
/// <param name="Attempts">Lanes of others that were looked at in order to steal from them.</param>
/// <param name="Successes">Attempts that got items.</param>
/// <param name="Rate">Successes by attempts, 0 to 1; null when it was not tried.</param>
/// <param name="StolenItems">Items that they got.</param>
/// <param name="MovedLanes">Lanes that the rebalancer gave to another owner.</param>
/// <param name="MovedItems">Items that the rebalancer moved to another worker.</param>
internal sealed record LaneStealView(long Attempts, long Successes, double? Rate, long StolenItems, long MovedLanes, long MovedItems)
{
    /// <summary>Makes the view of a report.</summary>
    public static LaneStealView From(LaneReport lanes) => new(
        lanes.Attempts, lanes.Successes, Figures.Ratio(lanes.Successes, lanes.Attempts), lanes.Stolen, lanes.MovedLanes, lanes.MovedItems);
}
