using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Client;

public abstract class RewindTests(EngineMode mode) : EngineTest(mode)
{
    private bool _fails = true;
    private int _goodRuns;

    [Fact]
    public async Task Only_failed_activities_run_again()
    {
        AddActivities();
        Host.AddOrchestrator("Run", async context =>
            (await Task.WhenAll(Enumerable.Range(0, 5).Select(i => context.CallActivityAsync<int>(i == 2 ? "Bad" : "Good", i)))).Sum());
        await Host.StartAsync(Token);
        var failed = await RunAsync("Run");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);

        _fails = false;
        await Client.RewindInstanceAsync(failed.InstanceId, "fixed", Token);

        Assert.Equal(10, (await EndOf(failed.InstanceId)).ReadOutputAs<int>());
        Assert.Equal(4, _goodRuns);
    }

    [Fact]
    public async Task Failed_sub_orchestration_is_rewound_with_its_parent()
    {
        AddActivities();
        Host.AddOrchestrator<int, int>("Child", async (context, n) => await context.CallActivityAsync<int>("Good", n) + await context.CallActivityAsync<int>("Bad", n))
            .AddOrchestrator("Parent", context => context.CallSubOrchestratorAsync<int>("Child", 4));
        await Host.StartAsync(Token);
        var failed = await RunAsync("Parent");

        _fails = false;
        await Client.RewindInstanceAsync(failed.InstanceId, "fixed", Token);

        Assert.Equal(8, (await EndOf(failed.InstanceId)).ReadOutputAs<int>());
        Assert.Equal(1, _goodRuns);
    }

    [Fact]
    public async Task Failure_after_retries_can_be_rewound()
    {
        AddActivities();
        Host.AddOrchestrator("Run", async context =>
            await context.CallActivityAsync<int>("Good", 1)
            + await context.CallActivityAsync<int>("Bad", 2, new TaskOptions(new RetryPolicy(3, TimeSpan.FromSeconds(1)))));
        await Host.StartAsync(Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Run", Token);
        await EndWhileTimePasses(id, TimeSpan.FromSeconds(1));

        _fails = false;
        await Client.RewindInstanceAsync(id, "fixed", Token);

        Assert.Equal(3, (await EndOf(id)).ReadOutputAs<int>());
        Assert.Equal(1, _goodRuns);
    }

    [Fact]
    public async Task Only_failed_instances_can_be_rewound()
    {
        Host.AddOrchestrator("Done", _ => Task.FromResult(1));
        await Host.StartAsync(Token);
        var done = await RunAsync("Done");

        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.RewindInstanceAsync(done.InstanceId, "why", Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Client.RewindInstanceAsync("nobody", "why", Token));
    }

    private void AddActivities() => Host
        .AddActivity<int, int>("Good", n =>
        {
            Interlocked.Increment(ref _goodRuns);
            return n;
        })
        .AddActivity<int, int>("Bad", n => _fails ? throw new InvalidOperationException("bad") : n);

    public sealed class Resident() : RewindTests(EngineMode.Resident);

    public sealed class Replayed() : RewindTests(EngineMode.Replayed);
}
