using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Time.Testing;
using WorkDistribution.LocalRuntime.Engine.Scheduling;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Storage;

/// <summary>A store that refuses one step for good, as one with a row that is too large, and takes all the others.</summary>
public sealed class RefusedStepTests : IDisposable
{
    private static readonly EntityInstanceId _counter = new("counter", "a");

    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(30));
    private readonly FakeTimeProvider _time = new();
    private readonly FaultyStore _store = new(null, static _ => false);
    private int _runs;

    private CancellationToken Token => _deadline.Token;

    [Fact]
    public async Task Instance_is_parked_with_the_reason_and_goes_on_without_running_its_activity_again_when_resumed()
    {
        _store.Rejects = static step => step.Updates is { } rows && rows.Exists(static row => row.IsFinished);
        await using var engine = await StartAsync();
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Double", 7, Token);
        var parked = await UntilAsync(engine, id, static instance => instance.GetParkedReason() is not null);
        Assert.Equal(OrchestrationRuntimeStatus.Running, parked.RuntimeStatus);
        Assert.Contains("could not be stored: The row is too large", parked.GetParkedReason(), StringComparison.Ordinal);
        Assert.Equal(0, engine.Services.Instances.Count);

        _store.Rejects = static _ => false;
        await engine.Client.ResumeInstanceAsync(id, cancellation: Token);

        Assert.Equal(14, (await engine.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Token)).ReadOutputAs<int>());
        Assert.Equal(1, _runs);
    }

    [Fact]
    public async Task Client_whose_event_was_refused_is_told_and_the_instance_runs_on()
    {
        await using var engine = await StartAsync();
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait", Token);
        await engine.Client.WaitForInstanceStartAsync(id, Token);
        _store.Rejects = static _ => true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.RaiseEventAsync(id, "n", 1, Token));
        _store.Rejects = static _ => false;

        await engine.Client.RaiseEventAsync(id, "n", 2, Token);

        Assert.Equal(2, (await engine.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Token)).ReadOutputAs<int>());
    }

    // Before, what had called the entity waited for the next start of the engine.
    [Fact]
    public async Task Entity_tries_a_stored_operation_again_whose_step_was_refused()
    {
        var refusals = 3;
        _store.Rejects = step => step.Entity is not null && refusals-- > 0;
        await using var engine = await StartAsync();
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Count", Token);
        await UntilAsync(engine, id, static instance => instance.IsCompleted);

        Assert.Equal(1, (await engine.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Token)).ReadOutputAs<int>());
        Assert.Equal(1, (await engine.Client.Entities.GetEntityAsync<int>(_counter, cancellation: Token))!.State);
    }

    [Fact]
    public async Task Client_whose_signal_was_refused_is_told_and_it_is_not_applied()
    {
        await using var engine = await StartAsync();
        _store.Rejects = static step => step.Entity is not null;
        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.Entities.SignalEntityAsync(_counter, "add", cancellation: Token));
        _store.Rejects = static _ => false;
        var next = engine.Client.Entities.SignalEntityAsync(_counter, "add", cancellation: Token);
        while (!next.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(1), Token);
        }

        await next;
        Assert.Equal(1, (await engine.Client.Entities.GetEntityAsync<int>(_counter, cancellation: Token))!.State);
    }

    public void Dispose() => _deadline.Dispose();

    private async Task<DurableEngine> StartAsync()
    {
        var functions = new DurableFunctionRegistry()
            .AddActivity("Double", invocation =>
            {
                Interlocked.Increment(ref _runs);
                return Task.FromResult<object?>(2 * (int)invocation.GetInput(typeof(int))!);
            })
            .AddEntity("counter", invocation => invocation.RunAsync(operation =>
            {
                operation.State.SetState(operation.State.GetState<int>() + 1);
                return new ValueTask<object?>(operation.State.GetState<int>());
            }))
            .AddOrchestrator("Double", invocation => invocation.RunAsync(
                async context => await context.CallActivityAsync<int>("Double", context.GetInput<int>())))
            .AddOrchestrator("Wait", invocation => invocation.RunAsync(async context => await context.WaitForExternalEvent<int>("n")))
            .AddOrchestrator("Count", invocation => invocation.RunAsync(async context => await context.Entities.CallEntityAsync<int>(_counter, "add")));
        var engine = new DurableEngine(new DurableEngineOptions(), functions, _store, ThreadPoolWorkQueue.Instance, _time);
        await engine.StartAsync(Token);
        return engine;
    }

    /// <summary>Lets time pass until the instance is as wanted.</summary>
    private async Task<OrchestrationMetadata> UntilAsync(DurableEngine engine, string id, Func<OrchestrationMetadata, bool> isWanted)
    {
        while (true)
        {
            if (await engine.Client.GetInstanceAsync(id, Token) is { } instance && isWanted(instance))
            {
                await engine.Services.Pipeline.WhenIdleAsync().WaitAsync(Token);
                return instance;
            }

            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(1), Token);
        }
    }
}
