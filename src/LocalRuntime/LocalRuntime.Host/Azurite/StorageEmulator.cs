using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Host.Hosting;

namespace WorkDistribution.LocalRuntime.Host.Azurite;

/// <summary>The Azurite on the default ports that the app's functions use: started once, when the first of them needs it.</summary>
internal sealed class StorageEmulator(HostCommandLine commandLine, ILogger<StorageEmulator> logger) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _disposed = new();
    private Task<AzuriteServer?>? _server;

    /// <summary>
    /// Returns when Azurite runs, or when it is clear that it cannot: that is logged, as everything that needs no storage can still
    /// work and its users say for themselves what they miss.
    /// </summary>
    public Task EnsureRunningAsync(CancellationToken cancellationToken)
    {
        Task<AzuriteServer?> server;
        lock (_lock)
        {
            server = _server ??= Task.Run(StartAsync, CancellationToken.None);
        }

        return server.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        Task<AzuriteServer?>? started;
        lock (_lock)
        {
            started = _server ??= Task.FromResult<AzuriteServer?>(null);
        }

        if (await started is { } server)
        {
            await server.DisposeAsync();
        }

        _disposed.Dispose();
    }

    private async Task<AzuriteServer?> StartAsync()
    {
        if (commandLine.Durable is not null)
        {
            // The storage belongs to that host, which outlives this one.
            return null;
        }

        try
        {
            var folder = Path.Combine(commandLine.StateDirectory, "azurite");
            var server = await AzuriteServer.StartAsync(AzuriteOptions.DefaultPorts with { Folder = folder, Logger = logger }, _disposed.Token);
            logger.LogInformation(
                "Azurite listens on ports {Blob}, {Queue} and {Table} ({Origin}).", server.BlobPort, server.QueuePort, server.TablePort,
                server.WasRunning ? "it was running already" : $"its data is in {folder}");
            return server;
        }
        catch (OperationCanceledException) when (_disposed.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e) when (e is AzuriteException or IOException or UnauthorizedAccessException)
        {
            logger.LogError("{Message}", e.Message);
            return null;
        }
    }
}
