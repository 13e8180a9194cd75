using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;
using WorkDistribution.LocalRuntime.Engine.Storage;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Entities;

public abstract class EntityStorageTests(EngineMode mode) : EngineTest(mode)
{
    // Pins EntityQuery: a prefix without '@' is an entity name, which is compared in lower case.
    [Fact]
    public async Task Query_filters_by_name_key_and_time_of_modification()
    {
        await StartAsync();
        await SetAsync("Stock", "apples", 1);
        Time.Advance(TimeSpan.FromHours(1));
        var between = Time.GetUtcNow();
        Time.Advance(TimeSpan.FromHours(1));
        await SetAsync("stock", "pears", 2);
        await SetAsync("other", "apples", 3);

        Assert.Equal(["@stock@apples", "@stock@pears"], await IdsAsync(new EntityQuery { InstanceIdStartsWith = "STOCK" }));
        Assert.Equal(["@stock@apples"], await IdsAsync(new EntityQuery { InstanceIdStartsWith = "@stock@a" }));
        Assert.Equal(["@other@apples", "@stock@pears"], await IdsAsync(new EntityQuery { LastModifiedFrom = between }));
        Assert.Equal(["@stock@apples"], await IdsAsync(new EntityQuery { LastModifiedTo = between }));
    }

    [Fact]
    public async Task Query_goes_on_from_its_continuation_token()
    {
        await StartAsync();
        for (var i = 0; i < 5; i++)
        {
            await SetAsync("stock", $"k{i}", i);
        }

        List<int> sizes = [];
        string? token = null;
        await foreach (var page in Client.Entities.GetAllEntitiesAsync<int>(new EntityQuery { PageSize = 2 }).AsPages().WithCancellation(Token))
        {
            sizes.Add(page.Values.Count);
            token ??= page.ContinuationToken;
        }

        Assert.Equal([2, 2, 1], sizes);
        Assert.Equal(["@stock@k2", "@stock@k3", "@stock@k4"], await IdsAsync(new EntityQuery { ContinuationToken = token }));
    }

    [Fact]
    public async Task Clean_storage_removes_empty_entities_only_if_asked_to()
    {
        await StartAsync();
        await SetAsync("stock", "empty", 1);
        await SetAsync("stock", "full", 1);
        await Client.Entities.SignalEntityAsync(new EntityInstanceId("stock", "empty"), "delete", cancellation: Token);
        await Host.WhenIdleAsync(Token);

        var nothing = await Client.Entities.CleanEntityStorageAsync(
            new CleanEntityStorageRequest { RemoveEmptyEntities = false, ReleaseOrphanedLocks = true }, cancellation: Token);
        var one = await Client.Entities.CleanEntityStorageAsync(cancellation: Token);

        Assert.Equal(0, nothing.EmptyEntitiesRemoved);
        Assert.Equal(1, one.EmptyEntitiesRemoved);
        Assert.Equal(["@stock@full"], await IdsAsync(new EntityQuery { IncludeTransient = true }));
    }

    [Fact]
    public async Task Clean_storage_releases_locks_whose_owner_is_gone()
    {
        await StartAsync();
        var id = new EntityInstanceId("stock", "stuck");
        var step = new StoreStep { Entity = new EntityRow(id.ToString(), "5", "ghost", 1, "1/0", 0) };
        var stored = new TaskCompletionSource();
        step.Committed = stored.SetResult;
        Host.Engine.Services.Pipeline.Submit(step);
        await stored.Task.WaitAsync(Token);
        await Client.Entities.SignalEntityAsync(id, "set", 6, cancellation: Token);
        await Host.WhenIdleAsync(Token);
        Assert.Equal(5, (await Client.Entities.GetEntityAsync<int>(id, cancellation: Token))!.State);

        var cleaned = await Client.Entities.CleanEntityStorageAsync(cancellation: Token);
        await Host.WhenIdleAsync(Token);

        Assert.Equal(1, cleaned.OrphanedLocksReleased);
        var entity = (await Client.Entities.GetEntityAsync<int>(id, cancellation: Token))!;
        Assert.Null(entity.LockedBy);
        Assert.Equal(6, entity.State);
    }

    [Fact]
    public async Task Scheduled_signals_arrive_in_the_order_of_their_times()
    {
        await StartAsync();
        var id = new EntityInstanceId("stock", "later");
        foreach (var hours in new[] { 3, 1, 2 })
        {
            await Client.Entities.SignalEntityAsync(
                id, "append", hours, new SignalEntityOptions { SignalTime = Time.GetUtcNow().AddHours(hours) }, Token);
        }

        await Client.Entities.SignalEntityAsync(id, "append", 9, new SignalEntityOptions { SignalTime = Time.GetUtcNow().AddHours(-1) }, Token);
        for (var hour = 0; hour < 3; hour++)
        {
            await Host.WhenIdleAsync(Token);
            Time.Advance(TimeSpan.FromHours(1));
        }

        await Host.WhenIdleAsync(Token);

        Assert.Equal(9123, (await Client.Entities.GetEntityAsync<int>(id, cancellation: Token))!.State);
    }

    private async Task SetAsync(string name, string key, int value)
    {
        await Client.Entities.SignalEntityAsync(new EntityInstanceId(name, key), "set", value, cancellation: Token);
        await Host.WhenIdleAsync(Token);
    }

    private async Task<List<string>> IdsAsync(EntityQuery query)
    {
        List<string> ids = [];
        await foreach (var entity in Client.Entities.GetAllEntitiesAsync(query).WithCancellation(Token))
        {
            ids.Add(entity.Id.ToString());
        }

        return ids;
    }

    private Task<DurableTestHost> StartAsync()
    {
        ValueTask<object?> Run(TaskEntityOperation operation)
        {
            switch (operation.Name)
            {
                case "set":
                    operation.State.SetState(operation.GetInput<int>());
                    break;
                case "append":
                    operation.State.SetState((operation.State.GetState<int>() * 10) + operation.GetInput<int>());
                    break;
                default:
                    operation.State.SetState(null);
                    break;
            }

            return default;
        }

        return Host.AddEntity("stock", Run).AddEntity("other", Run).StartAsync(Token);
    }

    public sealed class Resident() : EntityStorageTests(EngineMode.Resident);

    public sealed class Replayed() : EntityStorageTests(EngineMode.Replayed);
}
