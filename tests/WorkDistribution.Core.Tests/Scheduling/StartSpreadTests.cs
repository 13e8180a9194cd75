using CsCheck;
using WorkDistribution.Core.Scheduling;

namespace WorkDistribution.Core.Tests.Scheduling;

public sealed class StartSpreadTests
{
    private static readonly Gen<TimeSpan> _spans = Gen.Long[0, TimeSpan.TicksPerDay].Select(TimeSpan.FromTicks);

    [Fact]
    public void Starts_are_never_before_their_time_and_all_within_the_window() =>
        Gen.Select(_spans, _spans, Gen.Int).Sample(static (rampUp, jitter, seed) =>
        {
            var spread = new StartSpread(rampUp, jitter);
            Assert.InRange(spread.Draw(new Random(seed)), TimeSpan.Zero, rampUp + jitter);
            Assert.Equal(rampUp + jitter == TimeSpan.Zero, spread.IsNone);
        });

    [Fact]
    public void Ramp_is_monotone_from_zero_to_its_length() =>
        Gen.Select(_spans, Gen.Double[0, 1], Gen.Double[0, 1]).Sample(static (rampUp, a, b) =>
        {
            var spread = new StartSpread(rampUp, TimeSpan.FromDays(1));
            Assert.True(spread.Ramp(Math.Min(a, b)) <= spread.Ramp(Math.Max(a, b)));
            Assert.Equal((TimeSpan.Zero, rampUp), (spread.Ramp(0), spread.Ramp(1)));
        });

    [Fact]
    public void Rate_grows_evenly_over_the_ramp()
    {
        // A rate that grows evenly starts 1, 3, 5 and 7 sixteenths in the quarters of the ramp.
        var quarters = Quarters(new StartSpread(TimeSpan.FromSeconds(4), TimeSpan.Zero));
        Assert.All([625, 1875, 3125, 4375], (expected, quarter) => Assert.InRange(quarters[quarter], expected - 200, expected + 200));
    }

    [Fact]
    public void Jitter_is_even_over_its_window() =>
        Assert.All(Quarters(new StartSpread(TimeSpan.Zero, TimeSpan.FromSeconds(4))), static count => Assert.InRange(count, 2300, 2700));

    [Fact]
    public void Negative_and_endless_spreads_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new StartSpread(TimeSpan.FromTicks(-1), TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StartSpread(TimeSpan.Zero, TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StartSpread(TimeSpan.MaxValue, TimeSpan.MaxValue));
    }

    /// <summary>Of 10,000 starts, those in each of four seconds.</summary>
    private static int[] Quarters(StartSpread spread)
    {
        var random = new Random(1);
        var starts = Enumerable.Range(0, 10_000).Select(_ => (int)spread.Draw(random).TotalSeconds).ToLookup(static second => second);
        return [.. Enumerable.Range(0, 4).Select(second => starts[second].Count())];
    }
}
