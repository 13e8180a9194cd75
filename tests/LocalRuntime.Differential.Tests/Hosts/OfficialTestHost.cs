using System.Net;
using System.Net.Sockets;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;
using WorkDistribution.LocalRuntime.Differential.Tests.Model;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Hosts;

/// <summary>The official in-process test host.</summary>
public sealed class OfficialTestHost : IRunningHost
{
    private DurableTaskTestHost? _host;

    public DurableTaskClient Client => _host?.Client ?? throw new InvalidOperationException("The host has not started.");

    public LogRecorder Logs { get; } = new();

    public async Task StartAsync(FunctionSet functions)
    {
        // Its server logs every call to the console, and takes its settings from the environment only.
        Environment.SetEnvironmentVariable("Logging__LogLevel__Default", "None");
        _host = await DurableTaskTestHost.StartAsync(
            registry => Register(registry, functions), new DurableTaskTestHostOptions { LoggerFactory = Logs, Port = FreePort() });
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        Logs.Dispose();
    }

    /// <summary>A port nobody listens on. By itself the host takes any, and fails if it is in use.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Register(DurableTaskRegistry registry, FunctionSet functions)
    {
        foreach (var (name, orchestrator) in functions.Orchestrators)
        {
            registry.AddOrchestrator(name, orchestrator);
        }

        foreach (var (name, activity) in functions.Activities)
        {
            registry.AddActivity(name, activity);
        }
    }
}
