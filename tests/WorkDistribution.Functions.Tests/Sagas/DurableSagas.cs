using System.Text.Json;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using WorkDistribution.Functions.Sagas;
using WorkDistribution.Functions.Sagas.Activities;
using WorkDistribution.Functions.Sagas.Http;
using WorkDistribution.Functions.Sagas.Orchestration;
using WorkDistribution.LocalRuntime.Engine;

namespace WorkDistribution.Functions.Tests.Sagas;

/// <summary>Sagas on the real engine, in this process, under a clock that stands still until it is moved.</summary>
internal sealed class DurableSagas : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    public DurableSagas(Action<SagaBuilder<ScriptedInput>> define, Action<DurableEngineOptions>? configure = null)
    {
        var services = new ServiceCollection().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddLogging();
        services.AddSingleton<TimeProvider>(Time).AddSingleton(Script).AddSagas();
        services.AddSaga("scripted", fields => new ScriptedInput(fields.Flag("needsApproval") ?? false), define);
        _services = services.BuildServiceProvider();
        Host = new DurableTestHost(configure, Time)
            .AddOrchestrator(SagaFunctionNames.Orchestrator, SagaOrchestrator.RunAsync)
            .AddActivity<SagaTask, SagaTaskOutcome>(SagaFunctionNames.Action, (call, task) => CallAsync<SagaActionActivity, SagaTaskOutcome>(activity => activity.RunAsync(task, call.CancellationToken)))
            .AddActivity<SagaTask, SagaTaskOutcome>(SagaFunctionNames.Compensation, (call, task) => CallAsync<SagaCompensationActivity, SagaTaskOutcome>(activity => activity.RunAsync(task, call.CancellationToken)));
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public SagaScript Script { get; } = new();

    public DurableTestHost Host { get; }

    /// <summary>Starts the saga and, unless it is told not to, waits until it waits for time, for somebody, or is done.</summary>
    public async Task<string> StartAsync(bool needsApproval = false, bool untilIdle = true)
    {
        await Host.StartAsync(_token);
        var registry = _services.GetRequiredService<SagaRegistry>();
        Assert.True(registry.TryGet("scripted", out var saga));
        int[] notNeeded = [.. saga.Definition.Steps.Index().Where(step => step.Item.Kind == Core.Sagas.SagaStepKind.Approval && !needsApproval).Select(step => step.Index)];
        var input = JsonSerializer.SerializeToElement(new ScriptedInput(needsApproval), JsonSerializerOptions.Web);
        var request = new SagaRequest("scripted", saga.Definition.Steps, notNeeded, input, TimeSpan.FromDays(1));
        var id = await Host.Client.ScheduleNewOrchestrationInstanceAsync(SagaFunctionNames.Orchestrator, request, _token);
        if (untilIdle)
        {
            await Host.WhenIdleAsync(_token);
        }

        return id;
    }

    /// <summary>Moves the clock until the saga is in a state, although an action may be under way that waits for time.</summary>
    public async Task<SagaStatus> UntilBusyAsync(string id, string state)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (await timer.WaitForNextTickAsync(_token))
        {
            if (await ReadAsync(id) is { } status && status.State == state)
            {
                return status;
            }

            Time.Advance(TimeSpan.FromSeconds(1));
        }

        throw new OperationCanceledException(_token);
    }

    /// <summary>Moves the clock step by step until the saga is in a state.</summary>
    public async Task<SagaStatus> UntilAsync(string id, string state, int steps = 200)
    {
        for (var i = 0; i < steps; i++)
        {
            var status = await StatusAsync(id);
            if (status.State == state)
            {
                return status;
            }

            Time.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Fail($"The saga is not {state}: {JsonSerializer.Serialize(await StatusAsync(id))}");
        return null!;
    }

    public async Task<SagaStatus> StatusAsync(string id)
    {
        await Host.WhenIdleAsync(_token);
        return await ReadAsync(id);
    }

    private async Task<SagaStatus> ReadAsync(string id)
    {
        var instance = await Host.Client.GetInstanceAsync(id, getInputsAndOutputs: true, _token);
        Assert.True(instance!.RuntimeStatus != OrchestrationRuntimeStatus.Failed, instance.FailureDetails?.ToString());
        return instance.ReadSaga();
    }

    public Task DecideAsync(string id, string step, string action, string? reason = null) =>
        Host.Client.RaiseEventAsync(id, SagaEvents.Approval(step), new SagaDecision(step, action, "ada", reason), _token);

    public Task ResolveAsync(string id, string step, int parking, string action, string reason) =>
        Host.Client.RaiseEventAsync(id, SagaEvents.Resolution(step, parking), new SagaDecision(step, action, "ada", reason), _token);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _services.DisposeAsync();
    }

    private async Task<T> CallAsync<TActivity, T>(Func<TActivity, Task<T>> call)
    {
        await using var scope = _services.CreateAsyncScope();
        return await call(ActivatorUtilities.CreateInstance<TActivity>(scope.ServiceProvider));
    }
}
