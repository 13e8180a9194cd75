using CsCheck;
using Microsoft.Extensions.Time.Testing;
using WorkDistribution.Core.Scheduling;

namespace WorkDistribution.Core.Tests.Scheduling;

public sealed class DrainRateTests
{
    private static readonly TimeSpan _window = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider time = new();

    [Fact]
    public void A_steady_rate_is_measured_from_the_first_second_on()
    {
        var rate = new DrainRate(time, _window);
        Assert.Equal(0, rate.PerSecond);
        for (var step = 1; step <= 300; step++)
        {
            rate.Add(20);
            time.Advance(TimeSpan.FromMilliseconds(100));
            if (step >= 10)
            {
                Assert.InRange(rate.PerSecond, 195, 225);
            }
        }
    }

    [Fact]
    public void What_the_window_has_left_behind_counts_no_more()
    {
        var rate = new DrainRate(time, _window);
        rate.Add(1000);
        time.Advance(_window / 2);
        Assert.InRange(rate.PerSecond, 199, 201);
        time.Advance(_window / 2);
        Assert.Equal(0, rate.PerSecond);
        time.Advance(TimeSpan.FromDays(1000));
        rate.Add(10);
        Assert.InRange(rate.PerSecond, 1, 1.1);
    }

    [Fact]
    public void The_rate_is_that_of_a_window_up_to_one_slot_shorter()
    {
        Gen.Select(Gen.Int[0, 700], Gen.Long[0, 100]).Array[1, 200].Sample(
            static events =>
            {
                var time = new FakeTimeProvider();
                var rate = new DrainRate(time, _window);
                var seen = new List<(TimeSpan At, long Items)>();
                var now = TimeSpan.Zero;
                foreach (var (wait, items) in events)
                {
                    now += TimeSpan.FromMilliseconds(wait);
                    time.Advance(TimeSpan.FromMilliseconds(wait));
                    rate.Add(items);
                    seen.Add((now, items));
                }

                long Within(TimeSpan span) => seen.Where(e => now - e.At < span).Sum(static e => e.Items);
                var elapsed = now - seen[0].At;
                var longest = TimeSpan.FromTicks(Math.Clamp(elapsed.Ticks, (_window / 20).Ticks, _window.Ticks));
                var shortest = TimeSpan.FromTicks(Math.Clamp(elapsed.Ticks, (_window / 20).Ticks, (_window * 0.95).Ticks));
                Assert.True(rate.PerSecond >= Within(_window * 0.95) / longest.TotalSeconds * 0.999);
                Assert.True(rate.PerSecond <= Within(_window) / shortest.TotalSeconds * 1.001);
            },
            iter: 300);
    }
}
