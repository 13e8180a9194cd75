using Microsoft.DurableTask;

namespace LocalRuntime.Contracts.Tests.DurableTask;

public sealed class RetryPolicyTests
{
    private static readonly TaskFailureDetails _failure = new("System.TimeoutException", "late", null, null, null);

    [Fact]
    public void Defaults_are_one_hour_and_no_timeout()
    {
        RetryPolicy policy = new(3, TimeSpan.FromSeconds(1));

        Assert.Equal(1.0, policy.BackoffCoefficient);
        Assert.Equal(TimeSpan.FromHours(1), policy.MaxRetryInterval);
        Assert.Equal(Timeout.InfiniteTimeSpan, policy.RetryTimeout);
        Assert.True(policy.IsRetriable(_failure));
        Assert.True(policy.Handle(new TimeoutException()));
    }

    [Theory]
    [InlineData("maxNumberOfAttempts", 0, 1, 1.0, null, null)]
    [InlineData("maxNumberOfAttempts", -1, 1, 1.0, null, null)]
    [InlineData("firstRetryInterval", 1, 0, 1.0, null, null)]
    [InlineData("backoffCoefficient", 1, 1, 0.99, null, null)]
    [InlineData("maxRetryInterval", 1, 5, 1.0, 4, null)]
    [InlineData("retryTimeout", 1, 5, 1.0, null, 4)]
    public void Values_outside_their_range_throw(
        string parameter, int attempts, int firstSeconds, double backoff, int? maxSeconds, int? timeoutSeconds)
        => Assert.Throws<ArgumentOutOfRangeException>(parameter, () => new RetryPolicy(
            attempts, TimeSpan.FromSeconds(firstSeconds), backoff, Seconds(maxSeconds), Seconds(timeoutSeconds)));

    [Fact]
    public void Infinite_limits_are_allowed()
    {
        RetryPolicy policy = new(1, TimeSpan.FromSeconds(1), 2, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        Assert.Equal(Timeout.InfiniteTimeSpan, policy.MaxRetryInterval);
    }

    [Fact]
    public void HandleFailure_decides_by_the_details()
    {
        RetryPolicy policy = new(3, TimeSpan.FromSeconds(1)) { HandleFailure = failure => failure.IsCausedBy<TimeoutException>() };

        Assert.True(policy.IsRetriable(_failure));
        Assert.True(policy.Handle(new TaskFailedException("Copy", 1, _failure)));
        Assert.False(policy.IsRetriable(_failure with { ErrorType = "System.ArgumentException" }));
        Assert.Throws<InvalidOperationException>(() => policy.Handle(new TimeoutException()));
    }

    [Fact]
    public async Task Retry_handlers_and_policies_convert_to_options()
    {
        RetryPolicy policy = new(3, TimeSpan.FromSeconds(1));
        RetryHandler handler = context => context.LastAttemptNumber < 2;
        TaskOptions byPolicy = TaskOptions.FromRetryPolicy(policy);
        TaskOptions byHandler = TaskOptions.FromRetryHandler(handler);

        Assert.Same(policy, byPolicy.Retry?.Policy);
        Assert.True(await byHandler.Retry!.Handler!(new RetryContext(null!, 1, _failure, TimeSpan.Zero, default)));
        Assert.False(await byHandler.Retry!.Handler!(new RetryContext(null!, 2, _failure, TimeSpan.Zero, default)));
    }

    private static TimeSpan? Seconds(int? value) => value is null ? null : TimeSpan.FromSeconds(value.Value);
}
