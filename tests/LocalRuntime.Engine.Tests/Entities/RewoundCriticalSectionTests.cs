using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Entities;

// Stricter than the official backends, which release the locks of a failed instance and rewind it without them.
public abstract class RewoundCriticalSectionTests(EngineMode mode) : EngineTest(mode)
{
    private static readonly EntityInstanceId _a = new("counter", "a");
    private static readonly EntityInstanceId _b = new("counter", "b");

    private bool _fails = true;
    private int _steps;

    [Fact]
    public async Task Instance_rewound_into_a_critical_section_goes_on_when_it_has_the_locks_again()
    {
        await StartAsync();
        var failed = await RunAsync("Section");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        var holder = await Client.ScheduleNewOrchestrationInstanceAsync("Holder", Token);
        await Host.WhenIdleAsync(Token);

        _fails = false;
        await Client.RewindInstanceAsync(failed.InstanceId, "fixed", Token);
        await Client.RaiseEventAsync(failed.InstanceId, "go", 5, Token);
        await Host.WhenIdleAsync(Token);

        // It has had its event, but not its locks.
        Assert.Equal(0, _steps);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await Client.GetInstanceAsync(failed.InstanceId, Token))!.RuntimeStatus);
        await Client.RaiseEventAsync(holder, "release", 1, Token);

        Assert.Equal("inside 5", (await EndOf(failed.InstanceId)).ReadOutputAs<string>());
        Assert.Equal(1, _steps);
        await AssertUnlockedAsync();
    }

    [Fact]
    public async Task Instance_terminated_while_it_waits_for_the_locks_of_its_rewind_leaves_none()
    {
        await StartAsync();
        var failed = await RunAsync("Section");
        var holder = await Client.ScheduleNewOrchestrationInstanceAsync("Holder", Token);
        await Host.WhenIdleAsync(Token);
        await Client.RewindInstanceAsync(failed.InstanceId, "try again", Token);
        await Host.WhenIdleAsync(Token);

        await Client.TerminateInstanceAsync(failed.InstanceId, Token);
        await Client.RaiseEventAsync(holder, "release", 1, Token);
        await EndOf(holder);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await EndOf(failed.InstanceId)).RuntimeStatus);
        Assert.Equal(0, _steps);
        await AssertUnlockedAsync();
    }

    [Fact]
    public async Task Instance_may_fail_in_its_critical_section_and_be_rewound_twice()
    {
        await StartAsync();
        var failed = await RunAsync("Section");
        await Client.RewindInstanceAsync(failed.InstanceId, "still broken", Token);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await EndOf(failed.InstanceId)).RuntimeStatus);

        _fails = false;
        await Client.RewindInstanceAsync(failed.InstanceId, "fixed", Token);
        await Client.RaiseEventAsync(failed.InstanceId, "go", 5, Token);

        Assert.Equal("inside 5", (await EndOf(failed.InstanceId)).ReadOutputAs<string>());
        await AssertUnlockedAsync();
    }

    private async Task AssertUnlockedAsync()
    {
        await Host.WhenIdleAsync(Token);
        await foreach (var entity in Client.Entities.GetAllEntitiesAsync(new EntityQuery { IncludeTransient = true }).WithCancellation(Token))
        {
            Assert.Null(entity.LockedBy);
        }
    }

    private Task<DurableTestHost> StartAsync() => Host
        .AddEntity("counter", operation => new ValueTask<object?>(operation.State.GetState<int>()))
        .AddActivity<int, int>("Step", n => _fails ? throw new InvalidOperationException("broken") : n + Interlocked.Increment(ref _steps))
        .AddOrchestrator("Section", async context =>
        {
            await using (await context.Entities.LockEntitiesAsync(_a, _b))
            {
                await context.Entities.CallEntityAsync<int>(_a, "get");
                await context.CallActivityAsync<int>("Step", 1);
                var given = await context.WaitForExternalEvent<int>("go");
                await context.Entities.CallEntityAsync<int>(_b, "get");
                return $"{(context.Entities.InCriticalSection() ? "inside" : "outside")} {given}";
            }
        })
        .AddOrchestrator("Holder", async context =>
        {
            await using (await context.Entities.LockEntitiesAsync(_b))
            {
                return await context.WaitForExternalEvent<int>("release");
            }
        })
        .StartAsync(Token);

    public sealed class Resident() : RewoundCriticalSectionTests(EngineMode.Resident);

    public sealed class Replayed() : RewoundCriticalSectionTests(EngineMode.Replayed);
}
