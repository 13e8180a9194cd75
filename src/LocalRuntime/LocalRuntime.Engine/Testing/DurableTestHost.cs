using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Engine.Runtime;
using WorkDistribution.LocalRuntime.Engine.Testing;

namespace WorkDistribution.LocalRuntime.Engine;

/// <summary>
/// Runs orchestrators, activities and entities, given as lambdas, on the real engine in this process: for unit tests of
/// durable functions. With a fake time provider a test decides when timers fire:
/// <c>await host.WhenIdleAsync(); time.Advance(TimeSpan.FromDays(30));</c>
/// </summary>
public sealed class DurableTestHost : IAsyncDisposable
{
    private readonly DurableEngineOptions _options = new();
    private readonly DurableFunctionRegistry _functions = new();
    private readonly TrackingWorkQueue _queue = new();
    private readonly TimeProvider _time;
    private readonly ILoggerFactory? _loggers;
    private DurableEngine? _engine;

    /// <summary>Creates a host; nothing runs before <see cref="StartAsync"/>.</summary>
    /// <param name="configure">Changes the engine's options; by default it keeps its state in a temporary folder.</param>
    /// <param name="timeProvider">The time of orchestrations and timers; by default the system's.</param>
    /// <param name="loggerFactory">Where the engine and the orchestrators log.</param>
    public DurableTestHost(
        Action<DurableEngineOptions>? configure = null, TimeProvider? timeProvider = null, ILoggerFactory? loggerFactory = null)
    {
        configure?.Invoke(_options);
        _time = timeProvider ?? TimeProvider.System;
        _loggers = loggerFactory;
    }

    /// <summary>The functions of the host, for what the Add methods do not cover.</summary>
    public DurableFunctionRegistry Functions => _functions;

    /// <summary>The engine.</summary>
    /// <exception cref="InvalidOperationException">The host has not started.</exception>
    public DurableEngine Engine => _engine ?? throw new InvalidOperationException("The host has not started: call StartAsync first.");

    /// <summary>The client of the engine.</summary>
    /// <exception cref="InvalidOperationException">The host has not started.</exception>
    public DurableTaskClient Client => Engine.Client;

    /// <summary>Registers an orchestrator that takes its input from the context.</summary>
    public DurableTestHost AddOrchestrator<TOutput>(string name, Func<TaskOrchestrationContext, Task<TOutput>> run)
    {
        _functions.AddOrchestrator(name, invocation => invocation.RunAsync(async context => await run(context)));
        return this;
    }

    /// <summary>Registers an orchestrator.</summary>
    public DurableTestHost AddOrchestrator<TInput, TOutput>(string name, Func<TaskOrchestrationContext, TInput, Task<TOutput>> run)
    {
        _functions.AddOrchestrator(
            name, invocation => invocation.RunAsync(async context => await run(context, context.GetInput<TInput>()!)));
        return this;
    }

    /// <summary>Registers an orchestrator without output.</summary>
    public DurableTestHost AddOrchestrator(string name, Func<TaskOrchestrationContext, Task> run)
    {
        _functions.AddOrchestrator(name, invocation => invocation.RunAsync(async context =>
        {
            await run(context);
            return null;
        }));
        return this;
    }

    /// <summary>Registers an activity.</summary>
    public DurableTestHost AddActivity<TInput, TOutput>(string name, Func<TInput, TOutput> run)
    {
        _functions.AddActivity(name, invocation => Task.FromResult<object?>(run(Input<TInput>(invocation))));
        return this;
    }

    /// <summary>Registers an asynchronous activity that sees its invocation: context, cancellation.</summary>
    public DurableTestHost AddActivity<TInput, TOutput>(string name, Func<ActivityInvocation, TInput, Task<TOutput>> run)
    {
        _functions.AddActivity(name, async invocation => await run(invocation, Input<TInput>(invocation)));
        return this;
    }

    /// <summary>Registers an entity as a function of its operations.</summary>
    public DurableTestHost AddEntity(string name, Func<TaskEntityOperation, ValueTask<object?>> run)
    {
        _functions.AddEntity(name, invocation => invocation.RunAsync(run));
        return this;
    }

    /// <summary>Registers an entity class under a name.</summary>
    public DurableTestHost AddEntity<TEntity>(string name)
        where TEntity : ITaskEntity, new()
    {
        _functions.AddEntity(name, invocation =>
        {
            var entity = new TEntity();
            return invocation.RunAsync(entity.RunAsync);
        });
        return this;
    }

    /// <summary>Starts the engine.</summary>
    public async Task<DurableTestHost> StartAsync(CancellationToken cancellationToken = default)
    {
        _engine = new DurableEngine(_options, _functions, null, _queue, _time, _loggers);
        await _engine.StartAsync(cancellationToken);
        return this;
    }

    /// <summary>Stops the engine and starts another one on the same state, as after the end of a process.</summary>
    /// <exception cref="InvalidOperationException">The state is in a temporary folder, which does not outlive the engine.</exception>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        if (_options.StateDirectory is null)
        {
            throw new InvalidOperationException("Set StateDirectory: without it the state does not outlive the engine.");
        }

        await Engine.StopAsync(cancellationToken);
        await StartAsync(cancellationToken);
    }

    /// <summary>Runs an orchestration to its end and gives its output.</summary>
    /// <exception cref="TaskFailedException">The orchestration failed.</exception>
    /// <exception cref="InvalidOperationException">There is no such orchestrator, or the orchestration was terminated.</exception>
    public async Task<TOutput?> RunAsync<TOutput>(
        string orchestrator, object? input = null, string? instanceId = null, CancellationToken cancellationToken = default)
    {
        if (!_functions.TryGetOrchestrator(orchestrator, out _))
        {
            throw new InvalidOperationException($"There is no orchestrator '{orchestrator}': add it before the host starts.");
        }

        var options = instanceId is null ? null : new StartOrchestrationOptions(instanceId);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, options, cancellationToken);
        var ended = await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, cancellationToken);
        return ended.RuntimeStatus switch
        {
            OrchestrationRuntimeStatus.Completed => ended.ReadOutputAs<TOutput>(),
            OrchestrationRuntimeStatus.Failed => throw new TaskFailedException(orchestrator, 0, ended.FailureDetails!),
            _ => throw new InvalidOperationException($"The orchestration '{id}' ended as {ended.RuntimeStatus}."),
        };
    }

    /// <summary>
    /// Waits until the engine has nothing to do before a timer fires or somebody calls it: then all orchestrations wait,
    /// and everything is stored.
    /// </summary>
    public async Task WhenIdleAsync(CancellationToken cancellationToken = default)
    {
        var quiet = 0;
        while (quiet < 3)
        {
            await Engine.Services.Pipeline.WhenIdleAsync().WaitAsync(cancellationToken);
            quiet = IsIdle(Engine.Services) ? quiet + 1 : 0;
            await Task.Delay(TimeSpan.FromMilliseconds(1), cancellationToken);
        }
    }

    /// <summary>Stops the engine.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_engine is not null)
        {
            await _engine.DisposeAsync();
        }
    }

    private static T Input<T>(ActivityInvocation invocation) => invocation.GetInput(typeof(T)) is T input ? input : default!;

    private bool IsIdle(EngineServices services) =>
        _queue.IsEmpty && services.Activities.IsIdle && services.OrchestrationTurns.IsIdle && services.EntityTurns.IsIdle;
}
