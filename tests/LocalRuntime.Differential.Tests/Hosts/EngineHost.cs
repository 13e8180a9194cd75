using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Differential.Tests.Model;
using WorkDistribution.LocalRuntime.Engine;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Hosts;

/// <summary>Our engine. It replays at every event, as the official hosts do.</summary>
public sealed class EngineHost : IRunningHost
{
    private DurableTestHost? _host;

    public DurableTaskClient Client => _host?.Client ?? throw new InvalidOperationException("The host has not started.");

    public LogRecorder Logs { get; } = new();

    public async Task StartAsync(FunctionSet functions)
    {
        _host = new DurableTestHost(options => options.ReplayAtEveryEvent = true, loggerFactory: Logs);
        Register(_host.Functions, functions);
        await _host.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        Logs.Dispose();
    }

    private static void Register(DurableFunctionRegistry registry, FunctionSet functions)
    {
        foreach (var (name, orchestrator) in functions.Orchestrators)
        {
            registry.AddOrchestrator(
                name,
                invocation => invocation.RunAsync(context => orchestrator.RunAsync(context, invocation.GetInput(orchestrator.InputType))));
        }

        foreach (var (name, activity) in functions.Activities)
        {
            registry.AddActivity(
                name, invocation => activity.RunAsync(invocation.Context, invocation.GetInput(activity.InputType)));
        }

        foreach (var (name, create) in functions.Entities)
        {
            registry.AddEntity(name, invocation => invocation.RunAsync(create().RunAsync));
        }
    }
}
