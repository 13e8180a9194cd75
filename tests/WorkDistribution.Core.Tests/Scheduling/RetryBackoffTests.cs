using CsCheck;
using WorkDistribution.Core.Scheduling;

namespace WorkDistribution.Core.Tests.Scheduling;

public sealed class RetryBackoffTests
{
    [Fact]
    public void Limit_doubles_up_to_the_maximum()
    {
        var backoff = new RetryBackoff(TimeSpan.FromSeconds(1), 2, TimeSpan.FromSeconds(10));
        Assert.Equal([1, 2, 4, 8, 10, 10], Enumerable.Range(1, 6).Select(attempt => backoff.Limit(attempt).TotalSeconds));
    }

    [Fact]
    public void Delay_stays_within_its_limit_and_never_overflows()
    {
        Gen.Select(Gen.Long[1, TimeSpan.MaxValue.Ticks], Gen.Long[0, TimeSpan.MaxValue.Ticks], Gen.Double[1, 1e6], Gen.Int[1, int.MaxValue], Gen.Int)
            .Sample(static (baseTicks, more, factor, attempt, seed) =>
            {
                var max = TimeSpan.FromTicks(baseTicks + Math.Min(more, TimeSpan.MaxValue.Ticks - baseTicks));
                var backoff = new RetryBackoff(TimeSpan.FromTicks(baseTicks), factor, max);
                Assert.InRange(backoff.Delay(attempt, new Random(seed)), TimeSpan.Zero, backoff.Limit(attempt));
                Assert.InRange(backoff.Limit(attempt), TimeSpan.FromTicks(baseTicks - (baseTicks >> 50)), max);
                Assert.True(attempt == int.MaxValue || backoff.Limit(attempt) <= backoff.Limit(attempt + 1));
            });
    }

    [Fact]
    public void Delay_is_spread_over_the_whole_interval()
    {
        var backoff = new RetryBackoff(TimeSpan.FromSeconds(1), 2, TimeSpan.FromMinutes(1));
        var random = new Random(1);
        var delays = Enumerable.Range(0, 10_000).Select(_ => backoff.Delay(3, random).TotalSeconds).ToList();
        Assert.InRange(delays.Average(), 1.9, 2.1);
        Assert.InRange(delays.Count(static delay => delay < 1), 2_200, 2_800);
    }
}
