using CsCheck;
using WorkDistribution.LocalRuntime.Host.Queues;

namespace WorkDistribution.LocalRuntime.Host.Tests.Queues;

public sealed class PollingBackoffTests
{
    private static readonly TimeSpan Minimum = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Maximum = TimeSpan.FromSeconds(2);

    [Fact]
    public void Waits_stay_within_bounds_and_grow_to_the_maximum() => Gen.Int.Sample(seed =>
    {
        var backoff = new PollingBackoff(Minimum, Maximum, new Random(seed));
        var waits = Enumerable.Range(0, 12).Select(_ => backoff.Next()).ToList();
        Assert.All(waits, w => Assert.InRange(w, Minimum, Maximum));
        Assert.True(waits[0] <= Minimum * 1.2);
        Assert.All(waits.Skip(6), w => Assert.True(w >= Maximum * 0.8));
    });

    [Fact]
    public void Reset_starts_again_at_the_minimum()
    {
        var backoff = new PollingBackoff(Minimum, Maximum, new Random(1));
        for (var i = 0; i < 5; i++)
        {
            backoff.Next();
        }

        backoff.Reset();

        Assert.True(backoff.Next() <= Minimum * 1.2);
    }
}
