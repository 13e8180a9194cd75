using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Entities;

public abstract class EntityTests(EngineMode mode) : EngineTest(mode)
{
    protected static readonly EntityInstanceId One = new("Counter", "one");

    [Fact]
    public async Task Call_gives_the_result_and_signals_change_the_state_in_order()
    {
        Host.AddOrchestrator("Run", async context =>
        {
            for (var i = 1; i <= 10; i++)
            {
                await context.Entities.SignalEntityAsync(One, "add", i);
            }

            return await context.Entities.CallEntityAsync<int>(One, "get");
        });
        await StartAsync();

        Assert.Equal(55, await Host.RunAsync<int>("Run", cancellationToken: Token));
        Assert.Equal(55, (await Client.Entities.GetEntityAsync<Counter>(One, cancellation: Token))!.State.Value);
    }

    [Fact]
    public async Task Client_signals_are_all_applied()
    {
        await StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => Client.Entities.SignalEntityAsync(One, "add", 1, cancellation: Token)));
        await Host.WhenIdleAsync(Token);

        var entity = await Client.Entities.GetEntityAsync(One, cancellation: Token);

        Assert.Equal("""{"Value":500}""", entity!.State.Value);
        Assert.Equal(One, entity.Id);
    }

    [Fact]
    public async Task Operation_that_throws_fails_its_caller_and_leaves_no_trace()
    {
        Host.AddOrchestrator("Run", async context =>
        {
            await context.Entities.CallEntityAsync(One, "add", 5);
            try
            {
                await context.Entities.CallEntityAsync(One, "addAndThrow", 100);
                return "none";
            }
            catch (EntityOperationFailedException e)
            {
                return $"{e.OperationName} {e.FailureDetails.ErrorMessage} {await context.Entities.CallEntityAsync<int>(One, "get")}";
            }
        });
        await StartAsync();

        Assert.Equal("addAndThrow no 5", await Host.RunAsync<string>("Run", cancellationToken: Token));
        await Host.WhenIdleAsync(Token);
        Assert.Null(await Client.Entities.GetEntityAsync(new EntityInstanceId("counter", "other"), cancellation: Token));
    }

    [Fact]
    public async Task Uncaught_entity_failure_is_nested_in_the_failure_of_the_orchestration()
    {
        Host.AddOrchestrator("Run", context => context.Entities.CallEntityAsync(One, "addAndThrow", 1));
        await StartAsync();

        var failure = (await RunAsync("Run")).FailureDetails!;

        Assert.Equal(typeof(EntityOperationFailedException).FullName, failure.ErrorType);
        Assert.Equal(typeof(InvalidOperationException).FullName, failure.InnerFailure!.ErrorType);
    }

    [Fact]
    public async Task Entity_signals_another_and_starts_an_orchestration()
    {
        Host.AddOrchestrator<string, string>("Started", (context, text) => Task.FromResult($"{text} {context.Parent!.InstanceId}"));
        await StartAsync();
        await Client.Entities.SignalEntityAsync(One, "forward", "started-by-entity", cancellation: Token);
        await Host.WhenIdleAsync(Token);

        Assert.Equal(1, (await Client.Entities.GetEntityAsync<Counter>(new EntityInstanceId("counter", "other"), cancellation: Token))!.State.Value);
        Assert.Equal("hello @counter@one", (await EndOf("started-by-entity")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Scheduled_signals_arrive_at_their_time()
    {
        Host.AddOrchestrator("Run", context => context.Entities.SignalEntityAsync(
            One, "add", 1, new SignalEntityOptions { SignalTime = context.CurrentUtcDateTime.AddHours(1) }));
        await StartAsync();
        await RunAsync("Run");
        await Client.Entities.SignalEntityAsync(One, "add", 2, new SignalEntityOptions { SignalTime = Time.GetUtcNow().AddHours(2) }, Token);
        await Host.WhenIdleAsync(Token);
        Assert.Null(await Client.Entities.GetEntityAsync(One, cancellation: Token));

        Time.Advance(TimeSpan.FromHours(1));
        await Host.WhenIdleAsync(Token);
        Assert.Equal(1, (await Client.Entities.GetEntityAsync<Counter>(One, cancellation: Token))!.State.Value);

        Time.Advance(TimeSpan.FromHours(1));
        await Host.WhenIdleAsync(Token);
        Assert.Equal(3, (await Client.Entities.GetEntityAsync<Counter>(One, cancellation: Token))!.State.Value);
    }

    [Fact]
    public async Task Deleted_entity_is_gone_for_queries_and_cleaned_up()
    {
        await StartAsync();
        await Client.Entities.SignalEntityAsync(One, "add", 1, cancellation: Token);
        await Client.Entities.SignalEntityAsync(One, "delete", cancellation: Token);
        await Host.WhenIdleAsync(Token);
        Assert.Null(await Client.Entities.GetEntityAsync(One, cancellation: Token));
        Assert.Single(await QueryAsync(new EntityQuery { IncludeTransient = true }));

        var cleaned = await Client.Entities.CleanEntityStorageAsync(cancellation: Token);

        Assert.Equal(1, cleaned.EmptyEntitiesRemoved);
        Assert.Empty(await QueryAsync(new EntityQuery { IncludeTransient = true }));
    }

    [Fact]
    public async Task Query_selects_by_prefix_and_pages()
    {
        await StartAsync();
        for (var i = 0; i < 5; i++)
        {
            await Client.Entities.SignalEntityAsync(new EntityInstanceId("Counter", $"k{i}"), "add", i, cancellation: Token);
        }

        await Client.Entities.SignalEntityAsync(new EntityInstanceId("Other", "k"), "set", 1, cancellation: Token);
        await Host.WhenIdleAsync(Token);

        Assert.Equal(5, (await QueryAsync(new EntityQuery { InstanceIdStartsWith = "Counter", PageSize = 2 })).Count);
        Assert.Equal(6, (await QueryAsync(new EntityQuery())).Count);
        Assert.All(await QueryAsync(new EntityQuery { IncludeState = false }), entity => Assert.False(entity.IncludesState));
    }

    [Fact]
    public async Task Unknown_entity_fails_the_call()
    {
        Host.AddOrchestrator("Run", context => context.Entities.CallEntityAsync<int>(new EntityInstanceId("nothing", "x"), "get"));
        await StartAsync();

        var failure = (await RunAsync("Run")).FailureDetails!.InnerFailure!;

        Assert.Equal("EntityFunctionNotFound", failure.ErrorType);
        Assert.Contains("'nothing' doesn't exist", failure.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("'Counter', 'Other'", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slow_operation_does_not_hold_up_those_who_signal()
    {
        var release = new TaskCompletionSource();
        Host.AddEntity("slow", async operation =>
        {
            await release.Task;
            operation.State.SetState(operation.State.GetState<int>() + 1);
            return null;
        });
        await StartAsync();
        var slow = new EntityInstanceId("slow", "x");

        await Client.Entities.SignalEntityAsync(slow, "a", cancellation: Token);
        await Client.Entities.SignalEntityAsync(slow, "b", cancellation: Token);
        release.SetResult();
        await Host.WhenIdleAsync(Token);

        Assert.Equal(2, (await Client.Entities.GetEntityAsync<int>(slow, cancellation: Token))!.State);
    }

    [Fact]
    public async Task Purged_entity_is_gone()
    {
        await StartAsync();
        await Client.Entities.SignalEntityAsync(One, "add", 1, cancellation: Token);
        await Host.WhenIdleAsync(Token);

        Assert.Equal(1, (await Client.PurgeInstanceAsync(One.ToString(), cancellation: Token)).PurgedInstanceCount);
        Assert.Empty(await QueryAsync(new EntityQuery { IncludeTransient = true }));
    }

    private async Task<List<EntityMetadata>> QueryAsync(EntityQuery query)
    {
        List<EntityMetadata> all = [];
        await foreach (var entity in Client.Entities.GetAllEntitiesAsync(query).WithCancellation(Token))
        {
            all.Add(entity);
        }

        return all;
    }

    private Task<DurableTestHost> StartAsync()
    {
        Host.AddEntity<CounterEntity>("Counter").AddEntity("Other", operation =>
        {
            operation.State.SetState(operation.GetInput<int>());
            return default;
        });
        return Host.StartAsync(Token);
    }

    public sealed class Resident() : EntityTests(EngineMode.Resident);

    public sealed class Replayed() : EntityTests(EngineMode.Replayed);
}
