using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using WorkDistribution.LocalRuntime.Host.Invocation;

namespace WorkDistribution.LocalRuntime.Host.Tests.Invocation;

public sealed class RetryPolicyTests
{
    [Fact]
    public void Fixed_delay_stays_and_ends_after_the_count()
    {
        var policy = RetryPolicy.From(Fixed(2))!;

        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(policy.Allows));
        Assert.All(Enumerable.Range(0, 5), retry => Assert.Equal(TimeSpan.FromSeconds(10), policy.DelayBefore(retry, new Random(1))));
    }

    [Fact]
    public void Exponential_delay_doubles_with_jitter_between_minimum_and_maximum()
    {
        var policy = RetryPolicy.From(
            new DefaultRetryOptions { MaxRetryCount = 5, MinimumInterval = TimeSpan.FromSeconds(1), MaximumInterval = TimeSpan.FromSeconds(10) })!;
        var random = new Random(1);

        for (var retry = 0; retry < 40; retry++)
        {
            var expected = Math.Min(10, Math.Pow(2, retry));
            Assert.InRange(policy.DelayBefore(retry, random).TotalSeconds, Math.Max(1, Math.Min(10, 0.8 * expected)), Math.Min(10, 1.2 * expected));
        }
    }

    [Fact]
    public void Minus_one_retries_for_ever()
    {
        Assert.True(RetryPolicy.From(Fixed(-1))!.Allows(int.MaxValue));
    }

    private static DefaultRetryOptions Fixed(int maxRetryCount) =>
        new() { MaxRetryCount = maxRetryCount, DelayInterval = TimeSpan.FromSeconds(10) };
}
