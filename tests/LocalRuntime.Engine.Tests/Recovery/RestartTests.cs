using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Time.Testing;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Recovery;

/// <summary>Everything an engine has under way goes on in the next one on the same folder.</summary>
public abstract class RestartTests : IAsyncDisposable
{
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(30));
    private readonly string _folder = Directory.CreateTempSubdirectory("restart-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly DurableTestHost _host;
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _activityRuns;

    protected RestartTests(EngineMode mode) => _host = new DurableTestHost(
        options => (options.StateDirectory, options.ReplayAtEveryEvent) = (_folder, mode == EngineMode.Replayed), _time);

    private CancellationToken Token => _deadline.Token;

    [Fact]
    public async Task Waits_for_timers_and_events_go_on_after_a_restart()
    {
        _host.AddOrchestrator("Run", async context =>
        {
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return await context.WaitForExternalEvent<int>("n");
        });
        await _host.StartAsync(Token);
        var id = await _host.Client.ScheduleNewOrchestrationInstanceAsync("Run", Token);
        await _host.WhenIdleAsync(Token);

        await _host.RestartAsync(Token);
        _time.Advance(TimeSpan.FromHours(1));
        await _host.WhenIdleAsync(Token);
        await _host.RestartAsync(Token);
        await _host.Client.RaiseEventAsync(id, "n", 3, Token);

        Assert.Equal(3, await OutputAsync<int>(id));
    }

    [Fact]
    public async Task Timer_that_came_due_while_the_engine_was_down_fires_at_once()
    {
        _host.AddOrchestrator("Run", async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            return "fired";
        });
        await _host.StartAsync(Token);
        var id = await _host.Client.ScheduleNewOrchestrationInstanceAsync("Run", Token);
        await _host.WhenIdleAsync(Token);
        await _host.Engine.StopAsync(Token);
        _time.Advance(TimeSpan.FromDays(2));

        await _host.StartAsync(Token);

        Assert.Equal("fired", await OutputAsync<string>(id));
    }

    [Fact]
    public async Task Activity_without_an_outcome_runs_again()
    {
        _host.AddActivity<int, int>("Work", async (invocation, n) =>
        {
            if (Interlocked.Increment(ref _activityRuns) == 1)
            {
                _entered.SetResult();
                await _gate.Task.WaitAsync(invocation.CancellationToken);
            }

            return n;
        });
        _host.AddOrchestrator("Run", context => context.CallActivityAsync<int>("Work", 6));
        await _host.StartAsync(Token);
        var id = await _host.Client.ScheduleNewOrchestrationInstanceAsync("Run", Token);
        await _entered.Task.WaitAsync(Token);

        await _host.RestartAsync(Token);

        Assert.Equal(6, await OutputAsync<int>(id));
        Assert.Equal(2, _activityRuns);
    }

    [Fact]
    public async Task Suspended_and_scheduled_instances_and_signals_are_kept()
    {
        var counter = new EntityInstanceId("counter", "x");
        _host.AddEntity("counter", operation =>
            {
                operation.State.SetState(operation.State.GetState<int>() + operation.GetInput<int>());
                return default;
            })
            .AddOrchestrator("Wait", context => context.WaitForExternalEvent<int>("n"))
            .AddOrchestrator("Done", _ => Task.FromResult(1));
        await _host.StartAsync(Token);
        var suspended = await _host.Client.ScheduleNewOrchestrationInstanceAsync("Wait", Token);
        await _host.Client.SuspendInstanceAsync(suspended, cancellation: Token);
        await _host.Client.RaiseEventAsync(suspended, "n", 4, Token);
        var scheduled = await _host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Done", new StartOrchestrationOptions(StartAt: _time.GetUtcNow().AddHours(1)), Token);
        await _host.Client.Entities.SignalEntityAsync(
            counter, "add", 5, new SignalEntityOptions { SignalTime = _time.GetUtcNow().AddHours(1) }, Token);

        await _host.RestartAsync(Token);
        _time.Advance(TimeSpan.FromHours(1));
        await _host.Client.ResumeInstanceAsync(suspended, cancellation: Token);

        Assert.Equal(4, await OutputAsync<int>(suspended));
        Assert.Equal(1, await OutputAsync<int>(scheduled));
        await _host.WhenIdleAsync(Token);
        Assert.Equal(5, (await _host.Client.Entities.GetEntityAsync<int>(counter, cancellation: Token))!.State);
    }

    [Fact]
    public async Task Critical_section_survives_a_restart()
    {
        var counter = new EntityInstanceId("counter", "x");
        _host.AddEntity("counter", operation =>
            {
                operation.State.SetState(operation.State.GetState<int>() + 1);
                return new ValueTask<object?>(operation.State.GetState<int>());
            })
            .AddOrchestrator("Run", async context =>
            {
                await using (await context.Entities.LockEntitiesAsync(counter))
                {
                    await context.WaitForExternalEvent<int>("go");
                    return await context.Entities.CallEntityAsync<int>(counter, "add");
                }
            });
        await _host.StartAsync(Token);
        var first = await _host.Client.ScheduleNewOrchestrationInstanceAsync("Run", Token);
        await _host.WhenIdleAsync(Token);
        var second = await _host.Client.ScheduleNewOrchestrationInstanceAsync("Run", Token);
        await _host.WhenIdleAsync(Token);
        await _host.Client.Entities.SignalEntityAsync(counter, "add", cancellation: Token);
        await _host.WhenIdleAsync(Token);

        await _host.RestartAsync(Token);
        await _host.Client.RaiseEventAsync(first, "go", 1, Token);
        await _host.Client.RaiseEventAsync(second, "go", 1, Token);

        Assert.Equal(1, await OutputAsync<int>(first));

        // The signal came after the second one's request for the lock, so it ran after the second critical section.
        Assert.Equal(2, await OutputAsync<int>(second));
    }

    [Fact]
    public async Task Second_engine_on_the_same_folder_is_refused_with_the_owner_named()
    {
        await _host.StartAsync(Token);
        await using var second = new DurableTestHost(options => options.StateDirectory = _folder);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => second.StartAsync(Token));

        Assert.Contains($"process {Environment.ProcessId}", error.Message, StringComparison.Ordinal);
        Assert.Contains("another state folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_of_another_hub_is_refused()
    {
        await _host.StartAsync(Token);
        await _host.Engine.StopAsync(Token);
        await using var other = new DurableTestHost(options => (options.StateDirectory, options.HubName) = (_folder, "OtherHub"));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => other.StartAsync(Token));

        Assert.Contains("TestHubName", error.Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _deadline.Dispose();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private async Task<T?> OutputAsync<T>(string id) =>
        (await _host.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Token)).ReadOutputAs<T>();

    public sealed class Resident() : RestartTests(EngineMode.Resident);

    public sealed class Replayed() : RestartTests(EngineMode.Replayed);
}
