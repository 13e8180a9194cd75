using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

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

    // An answer to the failed execution is not for the rewound one, so what was not answered is asked again.
    [Fact]
    public async Task Entity_call_that_was_not_answered_is_answered_after_the_rewind()
    {
        AddActivities();
        var entity = new EntityInstanceId("counter", "a");
        Host.AddEntity("counter", operation =>
            {
                operation.State.SetState(operation.State.GetState<int>() + 1);
                return new ValueTask<object?>(operation.State.GetState<int>());
            })
            .AddOrchestrator("Holder", async context =>
            {
                await using (await context.Entities.LockEntitiesAsync(entity))
                {
                    return await context.WaitForExternalEvent<int>("release");
                }
            })
            .AddOrchestrator("Run", async context =>
            {
                var call = context.Entities.CallEntityAsync<int>(entity, "add");
                await context.CallActivityAsync<int>("Bad", 1);
                return await call > 0;
            });
        await Host.StartAsync(Token);
        var holder = await Client.ScheduleNewOrchestrationInstanceAsync("Holder", Token);
        await Host.WhenIdleAsync(Token);
        var failed = await RunAsync("Run");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);

        _fails = false;
        await Client.RewindInstanceAsync(failed.InstanceId, "fixed", Token);
        await Host.WhenIdleAsync(Token);
        await Client.RaiseEventAsync(holder, "release", 1, Token);

        Assert.True((await EndOf(failed.InstanceId)).ReadOutputAs<bool>());
    }

    [Fact]
    public async Task Purge_and_rewind_at_once_leave_an_instance_that_is_purged_or_runs_to_its_end()
    {
        AddActivities();
        Host.AddOrchestrator("Run", context => context.CallActivityAsync<int>("Bad", 3));
        await Host.StartAsync(Token);
        var ids = await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ => (await RunAsync("Run")).InstanceId));

        _fails = false;
        var rewinds = ids.Select(id => TryAsync(() => Client.RewindInstanceAsync(id, "fixed", Token))).ToList();
        var purges = ids.Select((id, i) => i % 2 == 0
            ? TryAsync(() => Client.PurgeInstanceAsync(id, cancellation: Token))
            : TryAsync(() => Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(), cancellation: Token))).ToList();
        var rewound = await Task.WhenAll(rewinds);
        await Task.WhenAll(purges);
        await Host.WhenIdleAsync(Token);

        for (var i = 0; i < ids.Length; i++)
        {
            var row = await Client.GetInstanceAsync(ids[i], getInputsAndOutputs: true, Token);
            Assert.True(row is null || (rewound[i] && row.ReadOutputAs<int>() == 3), $"{ids[i]} is {row?.RuntimeStatus}, rewound: {rewound[i]}");
            Assert.Equal(row is null, await Host.Engine.GetHistoryAsync(ids[i], Token) is null);
        }
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

    private static async Task<bool> TryAsync(Func<Task> request)
    {
        try
        {
            await request();
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            return false;
        }
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
