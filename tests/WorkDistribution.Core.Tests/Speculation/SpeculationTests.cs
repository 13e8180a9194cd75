using WorkDistribution.Core.Speculation;

namespace WorkDistribution.Core.Tests.Speculation;

public sealed class SpeculationTests
{
    private static readonly SpeculationFacts Good = new(0.61, 0.29, 1, Cancellable: true);

    [Fact]
    public void Metrics_are_those_of_the_seed()
    {
        Assert.Equal(0.7, SpeculationMetrics.HitRate(7, 10));
        Assert.Equal(1.6, SpeculationMetrics.Speedup(800, 500));
        Assert.Equal(0.25, SpeculationMetrics.WasteRatio(100, 400));
        Assert.Equal(2, SpeculationMetrics.Roi(300, 100));
        Assert.Equal(-1, SpeculationMetrics.Roi(0, 100));
    }

    [Fact]
    public void Metrics_of_nothing_are_neutral()
    {
        Assert.Equal((0, 1, 0, 0), (SpeculationMetrics.HitRate(0, 0), SpeculationMetrics.Speedup(0, 0), SpeculationMetrics.WasteRatio(0, 0), SpeculationMetrics.Roi(0, 0)));
        Assert.Equal(double.PositiveInfinity, SpeculationMetrics.Roi(5, 0));
    }

    [Fact]
    public void Policy_needs_every_threshold()
    {
        var policy = new SpeculationPolicy();

        Assert.Null(policy.Object(Good));
        Assert.Null(policy.Object(Good with { HitRate = null }));
        Assert.Contains("hit rate", policy.Object(Good with { HitRate = 0.6 }), StringComparison.Ordinal);
        Assert.Contains("cost", policy.Object(Good with { CostRatio = 0.3 }), StringComparison.Ordinal);
        Assert.Contains("idle", policy.Object(Good with { IdleSlots = 0 }), StringComparison.Ordinal);
        Assert.Contains("cancelled", policy.Object(Good with { Cancellable = false }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.7, true)]
    [InlineData(0.31, true)]
    [InlineData(0.3, false)]
    [InlineData(0.2, false)]
    public void Only_branches_above_three_tenths_are_likely(double probability, bool likely) =>
        Assert.Equal(likely, new SpeculationPolicy().IsLikely(probability));

    [Theory]
    [InlineData(8, new[] { 1000, 1000, 1000, 1000, 1000 }, null)]
    [InlineData(8, new[] { 1000, 1000, 1000, 1000, 1000, 1000 }, 1500)]
    [InlineData(8, new[] { 1000, 1000, 1000, 2000, 3000, 4000 }, 2250)]
    [InlineData(8, new[] { 1000, 1000, 1000, 2000, 3000, 4000, 9000 }, 3000)]
    [InlineData(8, new[] { 1, 1, 1, 1, 1, 1 }, 500)]
    [InlineData(4, new[] { 1000, 1000, 1000, 1000 }, null)]
    public void Backup_comes_after_one_and_a_half_medians_when_three_quarters_are_done(int tasks, int[] durations, int? expected) =>
        Assert.Equal(
            expected is { } ms ? TimeSpan.FromMilliseconds(ms) : (TimeSpan?)null,
            new StragglerPolicy().BackupAfter(tasks, [.. durations.Select(duration => TimeSpan.FromMilliseconds(duration))]));
}
