using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Client;

public abstract class PurgeTests(EngineMode mode) : EngineTest(mode)
{
    [Fact]
    public async Task Purge_of_all_takes_every_page_and_leaves_what_runs()
    {
        Host.AddOrchestrator("Done", _ => Task.FromResult(1)).AddOrchestrator("Wait", context => context.WaitForExternalEvent<int>("n"));
        await Host.StartAsync(Token);
        await Task.WhenAll(Enumerable.Range(0, 2500).Select(i => RunAsync("Done", options: new StartOrchestrationOptions($"done-{i}"))));
        var running = await Client.ScheduleNewOrchestrationInstanceAsync("Wait", Token);
        await Host.WhenIdleAsync(Token);

        var purged = await Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(), cancellation: Token);

        Assert.Equal(2500, purged.PurgedInstanceCount);
        Assert.True(purged.IsComplete);
        Assert.Equal([running], await IdsAsync());
        Assert.Null(await Host.Engine.GetHistoryAsync("done-7", Token));
    }

    [Fact]
    public async Task Id_of_a_purged_instance_can_be_used_at_once()
    {
        Host.AddOrchestrator<int, int>("Echo", (_, n) => Task.FromResult(n));
        await Host.StartAsync(Token);
        await RunAsync("Echo", 1, new StartOrchestrationOptions("again"));

        var purge = Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(), cancellation: Token);
        var second = RunAsync("Echo", 2, new StartOrchestrationOptions("again"));
        await Task.WhenAll(purge, second);

        Assert.Equal(2, (await second).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Purge_selects_by_status_and_time_of_creation()
    {
        Host.AddOrchestrator("Done", _ => Task.FromResult(1))
            .AddOrchestrator<int, int>("Fail", (_, _) => throw new InvalidOperationException("no"));
        await Host.StartAsync(Token);
        await RunAsync("Done", options: new StartOrchestrationOptions("old"));
        await RunAsync("Fail", options: new StartOrchestrationOptions("old-failed"));
        Time.Advance(TimeSpan.FromDays(1));
        var border = Time.GetUtcNow();
        Time.Advance(TimeSpan.FromDays(1));
        await RunAsync("Done", options: new StartOrchestrationOptions("new"));

        await Client.PurgeAllInstancesAsync(
            new PurgeInstancesFilter(CreatedTo: border, Statuses: [OrchestrationRuntimeStatus.Completed]), cancellation: Token);

        Assert.Equal(["new", "old-failed"], await IdsAsync());
    }

    [Theory]
    [InlineData(new OrchestrationRuntimeStatus[0], 4, new string[0])]
    [InlineData(new[] { OrchestrationRuntimeStatus.Running }, 3, new string[0])]
    [InlineData(new[] { OrchestrationRuntimeStatus.Completed }, 1, new[] { "@counter@a", "@counter@b", "@counter@locked" })]
    [InlineData(
        new[] { OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Completed },
        1,
        new[] { "@counter@a", "@counter@b", "@counter@locked" })]
    [InlineData(new[] { OrchestrationRuntimeStatus.Suspended }, 0, new[] { "@counter@a", "@counter@b", "@counter@locked" })]
    public async Task Purge_takes_entities_unless_other_statuses_are_named(OrchestrationRuntimeStatus[] statuses, int purged, string[] left)
    {
        await StartWithEntitiesAsync();

        var result = await Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(Statuses: statuses), cancellation: Token);

        Assert.Equal(purged, result.PurgedInstanceCount);
        Assert.True(result.IsComplete);
        Assert.Equal(left, await EntityIdsAsync());
        Assert.Contains("owner", await IdsAsync());
    }

    [Fact]
    public async Task Purge_selects_entities_by_the_time_of_their_last_change()
    {
        await StartWithEntitiesAsync();
        Time.Advance(TimeSpan.FromDays(1));
        var border = Time.GetUtcNow();
        Time.Advance(TimeSpan.FromDays(1));
        await Client.Entities.SignalEntityAsync(new EntityInstanceId("counter", "a"), "set", 2, cancellation: Token);
        await Host.WhenIdleAsync(Token);

        await Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(CreatedFrom: border), cancellation: Token);
        Assert.Equal(["@counter@b", "@counter@locked"], await EntityIdsAsync());
        await Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(CreatedTo: border), cancellation: Token);

        Assert.Empty(await EntityIdsAsync());
    }

    [Fact]
    public async Task Locks_of_an_owner_that_was_purged_are_free()
    {
        var entity = new EntityInstanceId("counter", "a");
        Host.AddEntity("counter", operation => new ValueTask<object?>(operation.State.GetState<int>()))
            .AddOrchestrator("Owner", async context =>
            {
                _ = await context.Entities.LockEntitiesAsync(entity);
                return await context.WaitForExternalEvent<int>("never");
            })
            .AddOrchestrator("Next", async context =>
            {
                await using (await context.Entities.LockEntitiesAsync(entity))
                {
                    return await context.Entities.CallEntityAsync<int>(entity, "get");
                }
            });
        await Host.StartAsync(Token);
        var owner = await Client.ScheduleNewOrchestrationInstanceAsync("Owner", Token);
        await Host.WhenIdleAsync(Token);

        await Client.TerminateInstanceAsync(owner, Token);
        Assert.Equal(1, (await Client.PurgeInstanceAsync(owner, cancellation: Token)).PurgedInstanceCount);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await RunAsync("Next")).RuntimeStatus);
    }

    /// <summary>A finished instance, one that runs and holds an entity's lock, and two other entities.</summary>
    private async Task StartWithEntitiesAsync()
    {
        Host.AddEntity("counter", operation =>
        {
            operation.State.SetState(operation.GetInput<int>());
            return default;
        }).AddOrchestrator("Done", _ => Task.FromResult(1)).AddOrchestrator("Owner", async context =>
        {
            _ = await context.Entities.LockEntitiesAsync(new EntityInstanceId("counter", "locked"));
            return await context.WaitForExternalEvent<int>("never");
        });
        await Host.StartAsync(Token);
        await RunAsync("Done");
        await Client.ScheduleNewOrchestrationInstanceAsync("Owner", new StartOrchestrationOptions("owner"), Token);
        await Client.Entities.SignalEntityAsync(new EntityInstanceId("counter", "a"), "set", 1, cancellation: Token);
        await Client.Entities.SignalEntityAsync(new EntityInstanceId("counter", "b"), "set", 1, cancellation: Token);
        await Host.WhenIdleAsync(Token);
    }

    private async Task<List<string>> EntityIdsAsync()
    {
        var entities = await Client.Entities.GetAllEntitiesAsync(new EntityQuery { IncludeTransient = true }).ToListAsync(Token);
        return [.. entities.Select(entity => entity.Id.ToString())];
    }

    private async Task<List<string>> IdsAsync()
    {
        List<string> ids = [];
        await foreach (var instance in Client.GetAllInstancesAsync(new OrchestrationQuery()).WithCancellation(Token))
        {
            ids.Add(instance.InstanceId);
        }

        return ids;
    }

    public sealed class Resident() : PurgeTests(EngineMode.Resident);

    public sealed class Replayed() : PurgeTests(EngineMode.Replayed);
}
