using WorkDistribution.Functions.WorkItems.Monitoring;

namespace WorkDistribution.Functions.WorkItems.Http;

/// <summary>All stealing.</summary>
/// <param name="Pool">Of items, among the workers of a process.</param>
/// <param name="Lanes">Of items in affinity lanes, among processes.</param>
/// <param name="Rate">Successes by attempts of both, 0 to 1; null when neither was tried.</param>
internal sealed record StealingView(StealView Pool, LaneStealView Lanes, double? Rate)
{
    /// <summary>Makes the view of what happened in a window.</summary>
    public static StealingView From(WorkBucket sum) => new(
        StealView.From(sum.Steals),
        LaneStealView.From(sum.Lanes),
        Figures.Ratio(sum.Steals.Successes + sum.Lanes.Successes, sum.Steals.Attempts + sum.Lanes.Attempts));
}
