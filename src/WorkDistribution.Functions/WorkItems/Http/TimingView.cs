using WorkDistribution.Functions.WorkItems.Monitoring;

namespace WorkDistribution.Functions.WorkItems.Http;

/// <summary>Lengths of time as clients read them, in milliseconds, each within 3 %; null when there is none.</summary>
internal sealed record TimingView(long Count, double? Mean, double? P50, double? P90, double? P99, double? Max)
{
    /// <summary>Makes the view of a histogram.</summary>
    public static TimingView From(TimingHistogram? timings) => timings is null
        ? new TimingView(0, null, null, null, null, null)
        : new TimingView(timings.Count, Ms(timings.Mean), Ms(timings.Percentile(50)), Ms(timings.Percentile(90)), Ms(timings.Percentile(99)), Ms(timings.Percentile(100)));

    private static double? Ms(TimeSpan? time) => time is { } value ? Math.Round(value.TotalMilliseconds, 3) : null;
}
