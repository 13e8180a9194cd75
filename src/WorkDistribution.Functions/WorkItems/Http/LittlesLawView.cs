using WorkDistribution.Core.Capacity;

namespace WorkDistribution.Functions.WorkItems.Http;

/// <summary>Little's law over the window, and what was measured. They agree as far as the window begins and ends alike.</summary>
/// <param name="MeanDepth">Unfinished items, the mean over the window's time; null when nothing was measured.</param>
/// <param name="ArrivalsPerSecond">Items submitted or re-driven.</param>
/// <param name="WaitSeconds">How long an item stays unfinished by the law: the first by the second; null when none arrived.</param>
/// <param name="MeasuredWaitSeconds">The mean latency of the items that ended; null when none did.</param>
internal sealed record LittlesLawView(double? MeanDepth, double? ArrivalsPerSecond, double? WaitSeconds, double? MeasuredWaitSeconds)
{
    /// <summary>Puts the view together.</summary>
    public static LittlesLawView From(double? meanDepth, double? arrivalsPerSecond, TimeSpan? meanLatency) => new(
        Figures.Round(meanDepth),
        Figures.Round(arrivalsPerSecond),
        meanDepth is { } depth && arrivalsPerSecond is { } arrivals ? Figures.Round(LittlesLaw.Seconds(depth, arrivals)) : null,
        Figures.Round(meanLatency?.TotalSeconds));
}
