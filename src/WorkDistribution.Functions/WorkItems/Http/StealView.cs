using WorkDistribution.Functions.WorkItems.Monitoring;

namespace WorkDistribution.Functions.WorkItems.Http;

/// <summary>Stealing as clients read it.</summary>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Successes">How often it brought something.</param>
/// <param name="Rate">Successes by attempts, 0 to 1; null when it was not tried.</param>
internal sealed record StealView(long Attempts, long Successes, double? Rate)
{
    /// <summary>Makes the view of a count.</summary>
    public static StealView From(StealCount count) => new(count.Attempts, count.Successes, Figures.Ratio(count.Successes, count.Attempts));
}
