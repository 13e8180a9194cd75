using CsCheck;
using WorkDistribution.Core.Capacity;

namespace WorkDistribution.Core.Tests.Capacity;

public sealed class LittlesLawTests
{
    private const int StepsPerSecond = 10;

    [Fact]
    public void Any_system_that_begins_and_ends_empty_obeys_it() =>
        Gen.Select(Gen.Int[0, 1000], Gen.Int[1, 300]).Array[1, 200].Sample(
            static visits =>
            {
                // Looked at step by step, which the law knows nothing of.
                var last = visits.Max(static visit => visit.Item1 + visit.Item2);
                var inside = Enumerable.Range(0, last).Average(step => visits.Count(visit => visit.Item1 <= step && step < visit.Item1 + visit.Item2));
                var arrivals = visits.Length / ((double)last / StepsPerSecond);
                var stay = visits.Average(static visit => (double)visit.Item2 / StepsPerSecond);

                Assert.Equal(stay, LittlesLaw.Seconds(inside, arrivals)!.Value, 1e-9 * stay);
                Assert.Equal(inside, LittlesLaw.Number(arrivals, stay), 1e-9 * inside);
                Assert.Equal(arrivals, LittlesLaw.ArrivalsPerSecond(inside, stay)!.Value, 1e-9 * arrivals);
            },
            iter: 200);

    [Fact]
    public void Without_arrivals_or_time_the_third_is_not_known()
    {
        Assert.Null(LittlesLaw.Seconds(5, 0));
        Assert.Null(LittlesLaw.ArrivalsPerSecond(5, 0));
        Assert.Equal(0, LittlesLaw.Number(0, 5));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Arguments_out_of_range_are_refused(double value)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LittlesLaw.Number(value, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LittlesLaw.Seconds(1, value));
        Assert.Throws<ArgumentOutOfRangeException>(() => LittlesLaw.ArrivalsPerSecond(value, 1));
    }
}
