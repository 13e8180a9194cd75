using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Orchestrations;

public abstract class RetryTests(EngineMode mode) : EngineTest(mode)
{
    private int _attempts;

    [Fact]
    public async Task Policy_waits_longer_after_each_attempt_up_to_the_longest_wait()
    {
        var times = new List<DateTimeOffset>();
        Host.AddActivity<int, int>("Flaky", _ =>
            {
                times.Add(Time.GetUtcNow());
                throw new InvalidOperationException("again");
            })
            .AddOrchestrator("Run", context => context.CallActivityAsync<int>(
                "Flaky", options: new TaskOptions(new RetryPolicy(5, TimeSpan.FromSeconds(10), 2, maxRetryInterval: TimeSpan.FromSeconds(30)))));
        await Host.StartAsync(Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Run", Token);

        var end = await EndWhileTimePasses(id, TimeSpan.FromSeconds(1));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        var waits = times.Zip(times.Skip(1), (a, b) => (int)(b - a).TotalSeconds);
        Assert.Equal([10, 20, 30, 30], waits.Select(wait => wait / 10 * 10));
    }

    [Fact]
    public async Task Policy_stops_at_its_timeout()
    {
        Fails();
        Host.AddOrchestrator("Run", context => context.CallActivityAsync<int>(
            "Flaky", options: new TaskOptions(new RetryPolicy(100, TimeSpan.FromSeconds(10), retryTimeout: TimeSpan.FromSeconds(25)))));
        await Host.StartAsync(Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Run", Token);

        await EndWhileTimePasses(id, TimeSpan.FromSeconds(1));

        Assert.Equal(4, _attempts);
    }

    [Fact]
    public async Task Policy_asks_its_filter_about_each_failure()
    {
        Fails();
        Host.AddOrchestrator("Run", context => context.CallActivityAsync<int>(
            "Flaky",
            options: new TaskOptions(new RetryPolicy(10, TimeSpan.FromSeconds(1))
            {
                HandleFailure = failure => failure.IsCausedBy<InvalidOperationException>() && failure.ErrorMessage != "attempt 3",
            })));
        await Host.StartAsync(Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Run", Token);

        await EndWhileTimePasses(id, TimeSpan.FromSeconds(1));

        Assert.Equal(3, _attempts);
    }

    [Fact]
    public async Task Handler_decides_and_sees_the_attempt()
    {
        Fails();
        Host.AddOrchestrator("Run", context => context.CallActivityAsync<int>(
            "Flaky", options: TaskOptions.FromRetryHandler(async retry =>
            {
                await retry.OrchestrationContext.CreateTimer(TimeSpan.FromSeconds(5), CancellationToken.None);
                return retry.LastAttemptNumber < 4;
            })));
        await Host.StartAsync(Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Run", Token);

        await EndWhileTimePasses(id, TimeSpan.FromSeconds(1));

        Assert.Equal(4, _attempts);
    }

    [Fact]
    public async Task Success_after_failures_is_the_result()
    {
        Host.AddActivity<int, int>("Flaky", _ => ++_attempts < 3 ? throw new InvalidOperationException("again") : _attempts)
            .AddOrchestrator("Run", context => context.CallActivityAsync<int>("Flaky", options: new TaskOptions(new RetryPolicy(3, TimeSpan.FromSeconds(1)))));
        await Host.StartAsync(Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Run", Token);

        Assert.Equal(3, (await EndWhileTimePasses(id, TimeSpan.FromSeconds(1))).ReadOutputAs<int>());
    }

    // As officially: a missing function is not worth another attempt.
    [Fact]
    public async Task Missing_activity_is_not_retried()
    {
        Host.AddOrchestrator("Run", context => context.CallActivityAsync<int>("Missing", options: new TaskOptions(new RetryPolicy(5, TimeSpan.FromDays(1)))));
        await Host.StartAsync(Token);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await RunAsync("Run")).RuntimeStatus);
    }

    [Fact]
    public async Task Failing_sub_orchestration_is_started_again_under_its_id()
    {
        Host.AddOrchestrator("Child", context => ++_attempts < 3 ? throw new InvalidOperationException("again") : Task.FromResult(context.InstanceId))
            .AddOrchestrator("Run", context => context.CallSubOrchestratorAsync<string>(
                "Child", options: new TaskOptions(new RetryPolicy(3, TimeSpan.FromSeconds(1))).WithInstanceId("kid")));
        await Host.StartAsync(Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Run", Token);

        Assert.Equal("kid", (await EndWhileTimePasses(id, TimeSpan.FromSeconds(1))).ReadOutputAs<string>());
    }

    private void Fails() => Host.AddActivity<int, int>("Flaky", _ => throw new InvalidOperationException($"attempt {++_attempts}"));

    public sealed class Resident() : RetryTests(EngineMode.Resident);

    public sealed class Replayed() : RetryTests(EngineMode.Replayed);
}
