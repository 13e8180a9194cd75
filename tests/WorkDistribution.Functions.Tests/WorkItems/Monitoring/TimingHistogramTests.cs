using CsCheck;
using WorkDistribution.Functions.WorkItems.Monitoring;

namespace WorkDistribution.Functions.Tests.WorkItems.Monitoring;

public sealed class TimingHistogramTests
{
    private const double Precision = 0.032;
    private const double UnitMs = 0.01;

    private static readonly Gen<double> Milliseconds =
        Gen.OneOf(Gen.Double[0, 1], Gen.Double[0, 1000], Gen.Double[0, TimeSpan.FromDays(2).TotalMilliseconds]);

    [Fact]
    public void Percentiles_are_those_of_the_sorted_lengths_within_three_percent() =>
        Gen.Select(Milliseconds.Array[1, 300], Milliseconds.Array[0, 300], Gen.Double[1, 100]).Sample(static (first, second, percent) =>
        {
            // Through texts, as what an entity sums up.
            var histogram = TimingHistogram.FromText(Histogram(first).ToText());
            histogram.Add(TimingHistogram.FromText(Histogram(second).ToText()));
            var sorted = first.Concat(second).Order().ToList();

            var rank = Math.Max(1, (int)((percent / 100 * sorted.Count) + 0.5));
            Assert.Equal(sorted.Count, histogram.Count);
            AssertClose(sorted[rank - 1], histogram.Percentile(percent));
            AssertClose(sorted[^1], histogram.Percentile(100));
            AssertClose(sorted.Average(), histogram.Mean);
        });

    [Fact]
    public void Nothing_recorded_has_no_percentile()
    {
        var histogram = TimingHistogram.FromText(new TimingHistogram().ToText());

        Assert.Equal(0, histogram.Count);
        Assert.Null(histogram.Percentile(50));
        Assert.Null(histogram.Mean);
    }

    [Fact]
    public void Length_beyond_the_bounds_counts_as_the_bound()
    {
        var histogram = Histogram([-1000, TimeSpan.FromDays(1000).TotalMilliseconds]);

        Assert.Equal(TimeSpan.Zero, histogram.Percentile(50));
        AssertClose(TimeSpan.FromDays(2).TotalMilliseconds, histogram.Percentile(100));
    }

    private static void AssertClose(double milliseconds, TimeSpan? time) =>
        Assert.Equal(milliseconds, time!.Value.TotalMilliseconds, UnitMs + (Precision * milliseconds));

    private static TimingHistogram Histogram(IEnumerable<double> milliseconds)
    {
        var histogram = new TimingHistogram();
        foreach (var value in milliseconds)
        {
            histogram.Record(TimeSpan.FromMilliseconds(value));
        }

        return histogram;
    }
}
