using WorkDistribution.Core.Capacity;

namespace WorkDistribution.Core.Tests.Capacity;

public sealed class AmdahlLawTests
{
    [Theory]
    [InlineData(0.1, 10, 5.3)]
    [InlineData(0.1, 100, 9.2)]
    [InlineData(0.1, double.PositiveInfinity, 10)]
    [InlineData(0, 36, 36)]
    [InlineData(1, 1000, 1)]
    public void Speedup_is_that_of_the_seed(double sequential, double workers, double speedup) =>
        Assert.Equal(speedup, AmdahlLaw.Speedup(sequential, workers), 1);

    [Theory]
    [InlineData(0, 36, 36)]
    [InlineData(0.5, 1, 1)]
    [InlineData(0.01, 36, 56)]
    public void Workers_for_a_speedup_are_the_least_that_reach_it(double sequential, double speedup, double workers)
    {
        Assert.Equal(workers, AmdahlLaw.WorkersFor(sequential, speedup));
        Assert.True(AmdahlLaw.Speedup(sequential, workers) >= speedup - 1e-9);
    }

    [Fact]
    public void No_number_of_workers_beats_the_limit() => Assert.Null(AmdahlLaw.WorkersFor(0.1, 10));

    [Theory]
    [InlineData(-0.1, 2)]
    [InlineData(1.1, 2)]
    [InlineData(double.NaN, 2)]
    [InlineData(0.1, 0.5)]
    public void Arguments_out_of_range_are_refused(double sequential, double workers) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => AmdahlLaw.Speedup(sequential, workers));
}
