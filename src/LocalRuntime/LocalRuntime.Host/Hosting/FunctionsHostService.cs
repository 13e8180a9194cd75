using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Durable;

namespace WorkDistribution.LocalRuntime.Host.Hosting;

/// <summary>
/// Runs the functions inside the app's own host: starts when all services of the app have, and stops before any of them does.
/// </summary>
internal sealed class FunctionsHostService(Func<FunctionsHostParts> parts, ILogger<FunctionsHostService> logger)
    : IHostedLifecycleService, IDisposable
{
    // Together below the 10 s in which the host promises to end.
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AbortTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan EngineTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WebServerTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StopTime = DrainTime + AbortTime + WebServerTime;

    private readonly List<ITriggerListener> _started = [];
    private FunctionsHostParts? _parts;
    private bool _engineStarted;
    private ShutdownSignals? _signals;

    /// <summary>
    /// How long the app's services may take to stop. It begins with the draining, and the app's own web server waits for requests
    /// until it ends.
    /// </summary>
    public static TimeSpan Bound(TimeSpan wanted) => wanted >= TimeSpan.Zero && wanted < StopTime ? wanted : StopTime;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _signals = new ShutdownSignals();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await StartPartsAsync(_parts = parts(), cancellationToken);
        }
        catch (Exception e) when (e is HostStartupException or HostConfigurationException)
        {
            throw StartupFailure.End(e);
        }
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (_parts is null)
        {
            return;
        }

        await DrainAsync(_parts);
        _parts.Gate.Close();
        if (_engineStarted)
        {
            using var limit = new CancellationTokenSource(EngineTime);
            await GuardAsync("The engine", _parts.Engine.Value.StopAsync(limit.Token));
            await _parts.Engine.Value.DisposeAsync();
        }

        using var webLimit = new CancellationTokenSource(WebServerTime);
        await GuardAsync("The web server", _parts.WebServer.StopAsync(webLimit.Token));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _signals?.Dispose();

    private async Task StartPartsAsync(FunctionsHostParts host, CancellationToken cancellationToken)
    {
        await host.WebServer.StartAsync(cancellationToken);
        if (DurableEngineFactory.IsNeeded(host.Catalog, host.CommandLine))
        {
            await StartEngineAsync(host, cancellationToken);
            _engineStarted = true;
        }

        foreach (var listener in host.Listeners)
        {
            var functions = host.Catalog.Functions.Where(f => f.Is(listener.TriggerType)).ToList();
            if (functions.Count > 0)
            {
                _started.Add(listener);
                await listener.StartAsync(functions, cancellationToken);
            }
        }

        foreach (var warning in host.Catalog.Warnings.Concat(host.Routes.Value.FindHidden()))
        {
            logger.LogWarning("{Warning}", warning);
        }

        host.Gate.Open();
        _signals?.Started();
        host.Banner.Print(Console.Out);
    }

    private static async Task StartEngineAsync(FunctionsHostParts host, CancellationToken cancellationToken)
    {
        try
        {
            await host.Engine.Value.StartAsync(cancellationToken);
        }
        catch (StoreUnavailableException e)
        {
            throw new HostStartupException(
                $"The durable engine cannot use the state folder {host.CommandLine.StateDirectory}. {e.Message} Then start again, or choose another with --state DIR.", e);
        }
        catch (Exception e) when (e is InvalidOperationException or InvalidDataException)
        {
            // The state is of another hub or format, damaged, or somebody else's.
            throw new HostStartupException(e.Message, e);
        }
    }

    private async Task DrainAsync(FunctionsHostParts host)
    {
        using var limit = new CancellationTokenSource(DrainTime);
        var listeners = _started.Select(l => l.StopAsync(limit.Token));
        var drained = Task.WhenAll([.. listeners, host.InFlight.WaitForIdleAsync(limit.Token)]);
        await GuardAsync("Draining", drained.WaitAsync(DrainTime + AbortTime));
        await host.Limits.AbortAsync();
    }

    private async Task GuardAsync(string what, Task task)
    {
        try
        {
            await task;
        }
        catch (Exception e) when (e is OperationCanceledException or TimeoutException)
        {
            logger.LogWarning("{What} took too long and was cut short.", what);
        }
        catch (Exception e)
        {
            logger.LogError(e, "{What} failed while the host stopped.", what);
        }
    }
}
