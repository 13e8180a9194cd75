using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Entities;

public abstract class CriticalSectionTests(EngineMode mode) : EngineTest(mode)
{
    private static readonly EntityInstanceId _a = new("counter", "a");
    private static readonly EntityInstanceId _b = new("counter", "b");

    [Fact]
    public async Task Read_and_write_under_a_lock_loses_no_update()
    {
        Host.AddOrchestrator("Transfer", async context =>
        {
            await using (await context.Entities.LockEntitiesAsync(_b, _a))
            {
                var a = await context.Entities.CallEntityAsync<int>(_a, "get");
                var b = await context.Entities.CallEntityAsync<int>(_b, "get");
                await Task.WhenAll(
                    context.Entities.CallEntityAsync(_a, "set", a - 1),
                    context.Entities.CallEntityAsync(_b, "set", b + 1));
            }

            return 0;
        });
        await StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RunAsync("Transfer")));

        Assert.Equal(-20, await StateAsync(_a));
        Assert.Equal(20, await StateAsync(_b));
    }

    [Fact]
    public async Task Rules_of_a_critical_section_are_those_of_the_official_sdk()
    {
        Host.AddOrchestrator("Child", _ => Task.FromResult(0)).AddOrchestrator("Run", async context =>
        {
            List<string> errors = [];
            async Task Try(Func<Task> action)
            {
                try
                {
                    await action();
                    errors.Add("none");
                }
                catch (InvalidOperationException e)
                {
                    errors.Add(e.Message);
                }
            }

            errors.Add(context.Entities.InCriticalSection().ToString());
            await using (await context.Entities.LockEntitiesAsync(_a))
            {
                errors.Add(context.Entities.InCriticalSection(out var locked) ? string.Join(",", locked) : "no");
                await Try(() => context.Entities.CallEntityAsync(_b, "get"));
                await Try(() => context.Entities.SignalEntityAsync(_a, "set", 1));
                await Try(() => context.Entities.LockEntitiesAsync(_b));
                await Try(() => context.CallSubOrchestratorAsync("Child"));
                await Try(() => context.Entities.SignalEntityAsync(_b, "set", 1));
                var first = context.Entities.CallEntityAsync(_a, "get");
                await Try(() => context.Entities.CallEntityAsync(_a, "get"));
                await first;
            }

            errors.Add(context.Entities.InCriticalSection().ToString());
            return errors;
        });
        await StartAsync();

        var errors = await Host.RunAsync<List<string>>("Run", cancellationToken: Token);

        Assert.Equal(
            [
                "False",
                "@counter@a",
                "Must not call an entity from a critical section if it is not one of the locked entities.",
                "Must not signal a locked entity from a critical section.",
                "Must not enter another critical section from within a critical section.",
                "While holding locks, cannot call suborchestrators.",
                "none",
                "Must not call an entity from a critical section while a prior call to the same entity is still pending.",
                "False",
            ],
            errors!);
    }

    [Theory]
    [InlineData("fail")]
    [InlineData("forget")]
    [InlineData("terminate")]
    [InlineData("continue")]
    public async Task Locks_are_released_when_their_owner_ends_without_doing_so(string how)
    {
        Host.AddOrchestrator<string, int>("Owner", async (context, ending) =>
            {
                if (ending == "again")
                {
                    return 0;
                }

                _ = await context.Entities.LockEntitiesAsync(_a, _b);
                switch (ending)
                {
                    case "fail":
                        throw new InvalidOperationException("failed inside");
                    case "terminate":
                        await context.WaitForExternalEvent<int>("never");
                        break;
                    case "continue":
                        context.ContinueAsNew("again");
                        break;
                    default:
                        break;
                }

                return 0;
            })
            .AddOrchestrator("Next", async context =>
            {
                await using (await context.Entities.LockEntitiesAsync(_a, _b))
                {
                    return await context.Entities.CallEntityAsync<int>(_a, "get");
                }
            });
        await StartAsync();
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Owner", how, Token);
        await Host.WhenIdleAsync(Token);
        if (how == "terminate")
        {
            Assert.Equal(id, (await Client.Entities.GetEntityAsync(_a, cancellation: Token))?.LockedBy ?? id);
            await Client.TerminateInstanceAsync(id, Token);
        }

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await RunAsync("Next")).RuntimeStatus);
    }

    [Fact]
    public async Task Lock_request_of_a_terminated_owner_is_not_granted_later()
    {
        Host.AddOrchestrator("Holder", async context =>
            {
                await using (await context.Entities.LockEntitiesAsync(_b))
                {
                    return await context.WaitForExternalEvent<int>("release");
                }
            })
            .AddOrchestrator("Waiter", async context =>
            {
                await using (await context.Entities.LockEntitiesAsync(_a, _b))
                {
                    return await context.WaitForExternalEvent<int>("never");
                }
            });
        await StartAsync();
        var holder = await Client.ScheduleNewOrchestrationInstanceAsync("Holder", Token);
        await Host.WhenIdleAsync(Token);
        var waiter = await Client.ScheduleNewOrchestrationInstanceAsync("Waiter", Token);
        await Host.WhenIdleAsync(Token);

        await Client.TerminateInstanceAsync(waiter, Token);
        await Client.RaiseEventAsync(holder, "release", 1, Token);
        await EndOf(holder);
        await Host.WhenIdleAsync(Token);

        foreach (var id in new[] { _a, _b })
        {
            var query = Client.Entities.GetAllEntitiesAsync(new EntityQuery { InstanceIdStartsWith = id.ToString(), IncludeTransient = true });
            await foreach (var entity in query.WithCancellation(Token))
            {
                Assert.Null(entity.LockedBy);
            }
        }
    }

    private async Task<int> StateAsync(EntityInstanceId id)
    {
        await Host.WhenIdleAsync(Token);
        return (await Client.Entities.GetEntityAsync<int>(id, cancellation: Token))!.State;
    }

    private Task<DurableTestHost> StartAsync()
    {
        Host.AddEntity("counter", operation =>
        {
            if (operation.Name == "set")
            {
                operation.State.SetState(operation.GetInput<int>());
            }

            return new ValueTask<object?>(operation.State.GetState<int>());
        });
        return Host.StartAsync(Token);
    }

    public sealed class Resident() : CriticalSectionTests(EngineMode.Resident);

    public sealed class Replayed() : CriticalSectionTests(EngineMode.Replayed);
}
