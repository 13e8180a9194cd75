using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Orchestrations;

// Pins TaskOrchestrationContextWrapper.InvokeWithCustomRetryHandler and RetryInterceptor: what a retry policy says at its edges.
public abstract class RetryPolicyTests(EngineMode mode) : EngineTest(mode)
{
    private readonly List<DateTimeOffset> _times = [];

    [Fact]
    public async Task One_attempt_means_no_retry() => Assert.Empty(await WaitsAsync(new RetryPolicy(1, TimeSpan.FromMinutes(1))));

    [Fact]
    public async Task Coefficient_of_one_keeps_the_interval() =>
        Assert.Equal([2, 2, 2], await WaitsAsync(new RetryPolicy(4, TimeSpan.FromMinutes(2))));

    [Fact]
    public async Task Longest_interval_is_an_hour_by_default() =>
        Assert.Equal([40, 60, 60], await WaitsAsync(new RetryPolicy(4, TimeSpan.FromMinutes(40), 2)));

    [Fact]
    public async Task Interval_is_not_limited_if_the_policy_says_so() =>
        Assert.Equal([40, 80, 160], await WaitsAsync(new RetryPolicy(4, TimeSpan.FromMinutes(40), 2, Timeout.InfiniteTimeSpan)));

    [Fact]
    public async Task Wait_that_exceeds_every_date_is_for_ever_and_does_not_fail_the_instance()
    {
        AddFailing();
        var policy = new RetryPolicy(10, TimeSpan.FromMinutes(1), double.MaxValue, Timeout.InfiniteTimeSpan);
        Host.AddOrchestrator("Run", context => context.CallActivityAsync<int>("Fail", options: new TaskOptions(policy)));
        await Host.StartAsync(Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Run", Token);
        await Host.WhenIdleAsync(Token);
        Time.Advance(TimeSpan.FromMinutes(1));
        await Host.WhenIdleAsync(Token);
        Time.Advance(TimeSpan.FromDays(10_000));
        await Host.WhenIdleAsync(Token);

        Assert.Equal(OrchestrationRuntimeStatus.Running, (await Client.GetInstanceAsync(id, Token))!.RuntimeStatus);
        Assert.Equal(2, _times.Count);
    }

    // The wait is not cut short by the timeout: it decides only whether another attempt is due.
    [Fact]
    public async Task Timeout_counts_from_the_first_attempt_and_is_asked_before_each_wait() =>
        Assert.Equal([10, 20, 40], await WaitsAsync(new RetryPolicy(10, TimeSpan.FromMinutes(10), 2, retryTimeout: TimeSpan.FromMinutes(65))));

    [Fact]
    public async Task Filter_that_throws_ends_the_retries_with_the_failure_it_was_asked_about() => Assert.Empty(await WaitsAsync(
        new RetryPolicy(4, TimeSpan.FromMinutes(1)) { HandleFailure = _ => throw new InvalidOperationException("filter") }));

    [Fact]
    public async Task Failure_of_a_type_the_filter_excludes_is_not_retried() => Assert.Empty(await WaitsAsync(
        new RetryPolicy(4, TimeSpan.FromMinutes(1)) { HandleFailure = failure => !failure.IsCausedBy<IOException>() }));

    [Fact]
    public async Task Synchronous_handler_retries_at_once_and_sees_the_failure()
    {
        AddFailing();
        Host.AddOrchestrator("Run", context => context.CallActivityAsync<int>("Fail", options: TaskOptions.FromRetryHandler(
            retry => retry.LastFailure.IsCausedBy<IOException>() && retry.LastAttemptNumber < 3)));
        await Host.StartAsync(Token);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await RunAsync("Run")).RuntimeStatus);
        Assert.Equal(3, _times.Count);
    }

    [Fact]
    public async Task Missing_sub_orchestrator_fails_its_call_and_is_not_retried()
    {
        Host.AddOrchestrator("Run", context => context.CallSubOrchestratorAsync<int>(
            "Missing", options: new TaskOptions(new RetryPolicy(5, TimeSpan.FromMinutes(1))).WithInstanceId("child")));
        await Host.StartAsync(Token);

        var failure = (await RunAsync("Run")).FailureDetails!;

        Assert.Equal(typeof(TaskFailedException).FullName, failure.ErrorType);
        Assert.Equal("OrchestratorTaskNotFound", failure.InnerFailure!.ErrorType);
        Assert.Null(await Client.GetInstanceAsync("child", Token));
    }

    private async Task<IEnumerable<int>> WaitsAsync(RetryPolicy policy)
    {
        AddFailing();
        Host.AddOrchestrator("Run", context => context.CallActivityAsync<int>("Fail", options: new TaskOptions(policy)));
        await Host.StartAsync(Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Run", Token);

        var end = await EndWhileTimePasses(id, TimeSpan.FromMinutes(1));

        Assert.Equal("offline", end.FailureDetails!.InnerFailure!.ErrorMessage);
        return _times.Zip(_times.Skip(1), (before, after) => (int)(after - before).TotalMinutes);
    }

    private void AddFailing() => Host.AddActivity<int, int>("Fail", _ =>
    {
        _times.Add(Time.GetUtcNow());
        throw new IOException("offline");
    });

    public sealed class Resident() : RetryPolicyTests(EngineMode.Resident);

    public sealed class Replayed() : RetryPolicyTests(EngineMode.Replayed);
}
