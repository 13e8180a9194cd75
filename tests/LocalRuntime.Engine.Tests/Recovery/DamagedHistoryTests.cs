using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Recovery;

public sealed class DamagedHistoryTests : IDisposable
{
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(30));
    private readonly string _folder = Directory.CreateTempSubdirectory("damaged-").FullName;

    private CancellationToken Token => _deadline.Token;

    [Fact]
    public async Task Instance_with_a_damaged_history_is_parked_and_goes_on_once_that_is_repaired()
    {
        string id;
        await using (var host = Host())
        {
            await host.StartAsync(Token);
            id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Wait", Token);
            await host.WhenIdleAsync(Token);
        }

        var turn = Exchange([1, 2, 3]);
        await using var again = Host();
        await again.StartAsync(Token);

        // The event is stored for later, other instances run, and the reason can be seen.
        await again.Client.RaiseEventAsync(id, "n", 4, Token);
        Assert.Equal(1, await again.RunAsync<int>("Done", cancellationToken: Token));
        Assert.Contains("corrupt", (await again.Engine.Services.Store.FindInstanceAsync(id, false))!.ParkedReason, StringComparison.Ordinal);

        Exchange(turn);
        await again.Client.ResumeInstanceAsync(id, cancellation: Token);

        var end = await again.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Token);
        Assert.Equal(4, end.ReadOutputAs<int>());
    }

    [Fact]
    public async Task Instance_with_a_damaged_history_can_be_terminated_and_purged()
    {
        string id;
        await using (var host = Host())
        {
            await host.StartAsync(Token);
            id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Wait", Token);
            await host.WhenIdleAsync(Token);
        }

        Exchange([1, 2, 3]);
        await using var again = Host();
        await again.StartAsync(Token);
        await again.Client.TerminateInstanceAsync(id, Token);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await again.Client.WaitForInstanceCompletionAsync(id, Token)).RuntimeStatus);
        Assert.Equal(1, (await again.Client.PurgeInstanceAsync(id, cancellation: Token)).PurgedInstanceCount);
    }

    [Fact]
    public async Task Terminating_an_instance_whose_history_is_damaged_gives_back_its_locks()
    {
        string id;
        await using (var host = Host())
        {
            await host.StartAsync(Token);
            id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Lock", Token);
            await host.WhenIdleAsync(Token);
        }

        // The damaged turn is the one that asked for the locks.
        Exchange([1, 2, 3]);
        await using var again = Host();
        await again.StartAsync(Token);
        var next = await again.Client.ScheduleNewOrchestrationInstanceAsync("Lock", Token);
        await again.Client.RaiseEventAsync(id, "n", 1, Token);
        Assert.NotNull((await again.Client.GetInstanceAsync(id, Token))!.GetParkedReason());

        await again.Client.TerminateInstanceAsync(id, Token);

        await again.Client.RaiseEventAsync(next, "n", 2, Token);
        Assert.Equal(2, (await again.Client.WaitForInstanceCompletionAsync(next, getInputsAndOutputs: true, Token)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Activity_that_was_open_runs_once_the_damaged_history_is_repaired_and_the_instance_resumed()
    {
        string id;
        await using (var host = Host().AddActivity<int, int>("Slow", async (invocation, n) =>
        {
            await Task.Delay(Timeout.Infinite, invocation.CancellationToken);
            return n;
        }))
        {
            await host.StartAsync(Token);
            id = await host.Client.ScheduleNewOrchestrationInstanceAsync("CallSlow", Token);
            await host.Client.WaitForInstanceStartAsync(id, Token);
        }

        var turn = Exchange([1, 2, 3]);
        await using var again = Host().AddActivity<int, int>("Slow", n => n);
        await again.StartAsync(Token);
        await again.WhenIdleAsync(Token);
        Assert.Contains("corrupt", (await again.Client.GetInstanceAsync(id, Token))!.GetParkedReason(), StringComparison.Ordinal);

        Exchange(turn);
        await again.Client.ResumeInstanceAsync(id, cancellation: Token);

        Assert.Equal(8, (await again.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Token)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Damaged_message_is_left_out_and_the_engine_starts()
    {
        string id;
        await using (var host = Host())
        {
            await host.StartAsync(Token);
            id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Sleep", Token);
            await host.WhenIdleAsync(Token);
        }

        Execute("UPDATE inbox SET message=x'010203'");
        await using var again = Host();
        await again.StartAsync(Token);

        Assert.Equal(1, await again.RunAsync<int>("Done", cancellationToken: Token));
        await again.Client.TerminateInstanceAsync(id, Token);
    }

    public void Dispose()
    {
        _deadline.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private DurableTestHost Host() => new DurableTestHost(options => options.StateDirectory = _folder)
        .AddOrchestrator("Wait", context => context.WaitForExternalEvent<int>("n"))
        .AddEntity("door", operation => new ValueTask<object?>(operation.State.GetState<int>()))
        .AddOrchestrator("Lock", async context =>
        {
            await using (await context.Entities.LockEntitiesAsync(new EntityInstanceId("door", "a"), new EntityInstanceId("door", "b")))
            {
                return await context.WaitForExternalEvent<int>("n");
            }
        })
        .AddOrchestrator("CallSlow", context => context.CallActivityAsync<int>("Slow", 8))
        .AddOrchestrator("Sleep", context => context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None))
        .AddOrchestrator("Done", _ => Task.FromResult(1));

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "engine.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.NotEqual(0, command.ExecuteNonQuery());
    }

    private byte[] Exchange(byte[] turn)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "engine.db")};Pooling=False");
        connection.Open();
        using var read = connection.CreateCommand();
        read.CommandText = "SELECT turn FROM history ORDER BY id LIMIT 1";
        var old = (byte[])read.ExecuteScalar()!;
        using var write = connection.CreateCommand();
        write.CommandText = "UPDATE history SET turn=$turn WHERE id=(SELECT min(id) FROM history)";
        write.Parameters.AddWithValue("$turn", turn);
        write.ExecuteNonQuery();
        return old;
    }
}
