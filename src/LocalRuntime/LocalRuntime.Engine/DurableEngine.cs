using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace WorkDistribution.LocalRuntime.Engine;

/// <summary>An event-sourced durable execution engine on one machine.</summary>
public sealed class DurableEngine : IAsyncDisposable
{
    private readonly DurableEngineOptions _options;

    /// <summary>Creates an engine; it does nothing before <see cref="StartAsync"/>.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public DurableEngine(
        DurableEngineOptions options, DurableFunctionRegistry functions, TimeProvider? timeProvider = null, ILoggerFactory? loggerFactory = null)
    {
        options.Validate();
        _options = options.Copy();
    }

    /// <summary>The client of this engine.</summary>
    public DurableTaskClient Client => throw new InvalidOperationException($"The engine of hub '{_options.HubName}' has not started.");

    /// <summary>Opens the state, picks up unfinished work and starts to run it.</summary>
    public Task StartAsync(CancellationToken cancellationToken = default) =>
        Task.FromException(new InvalidOperationException($"The engine of hub '{_options.HubName}' is not built yet."));

    /// <summary>Lets what runs finish, then stops; the token cuts the wait short.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => DisposeAsync().AsTask();

    /// <summary>The history of an instance, or null if there is none of that id.</summary>
    public Task<IReadOnlyList<HistoryEntry>?> GetHistoryAsync(string instanceId, CancellationToken cancellationToken = default) =>
        Task.FromException<IReadOnlyList<HistoryEntry>?>(new InvalidOperationException($"The engine of hub '{_options.HubName}' has not started."));

    /// <summary>Stops the engine at once.</summary>
    public ValueTask DisposeAsync() => _options.HubName.Length > 0 ? ValueTask.CompletedTask : default;
}
