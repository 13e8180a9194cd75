using Microsoft.Extensions.Logging.Abstractions;
using WorkDistribution.LocalRuntime.Host.Azurite;

namespace WorkDistribution.LocalRuntime.Host;

/// <summary>
/// Azurite, the Azure Storage emulator, for a host or a test fixture: installs it when needed, starts it, and stops what it started.
/// It ends with this process, however that ends.
/// </summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    private static readonly TimeSpan PeerTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PeerPollInterval = TimeSpan.FromMilliseconds(100);

    private readonly AzuriteProcess? _process;
    private readonly StorageEndpoints _endpoints;
    private readonly string? _temporaryFolder;
    private int _disposed;

    private AzuriteServer(AzuriteProcess? process, StorageEndpoints endpoints, string? temporaryFolder)
    {
        _process = process;
        _endpoints = endpoints;
        _temporaryFolder = temporaryFolder;
    }

    /// <summary>TCP port of the blob service on 127.0.0.1.</summary>
    public int BlobPort => _endpoints.BlobPort;

    /// <summary>TCP port of the queue service on 127.0.0.1.</summary>
    public int QueuePort => _endpoints.QueuePort;

    /// <summary>TCP port of the table service on 127.0.0.1.</summary>
    public int TablePort => _endpoints.TablePort;

    /// <summary>Whether Azurite was listening already and is used as it is; then disposing leaves it alone.</summary>
    public bool WasRunning => _process is null;

    /// <summary>Process id of the Azurite that was started here; null when one was listening already.</summary>
    public int? ProcessId => _process?.ProcessId;

    /// <summary>Starts Azurite, or uses the one that listens on all three ports of <paramref name="options"/>.</summary>
    /// <param name="options">Ports, folder and limits; null for <see cref="AzuriteOptions.DefaultPorts"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AzuriteException">It cannot be installed or started; the message says why and what to do.</exception>
    public static async Task<AzuriteServer> StartAsync(AzuriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= AzuriteOptions.DefaultPorts;
        var logger = options.Logger ?? NullLogger.Instance;
        var wanted = new StorageEndpoints(options.BlobPort, options.QueuePort, options.TablePort);
        if (await FindRunningAsync(wanted, cancellationToken))
        {
            return new AzuriteServer(null, wanted, null);
        }

        var installation = options.InstallFolder is { } given ? new AzuriteInstallation(Path.GetFullPath(given)) : AzuriteInstallation.Locate();
        await installation.EnsureInstalledAsync(options.InstallTimeout, logger, cancellationToken);
        var temporary = options.Folder is null ? Directory.CreateTempSubdirectory("azurite-").FullName : null;
        var folder = temporary ?? Directory.CreateDirectory(options.Folder!).FullName;
        try
        {
            var (process, endpoints) = await AzuriteProcess.StartAsync(installation, options, folder, logger, cancellationToken);
            return new AzuriteServer(process, endpoints, temporary);
        }
        catch (AzuriteException) when (wanted.QueuePort != 0)
        {
            // Two hosts that start together: the other one was faster.
            Delete(temporary);
            if (await FindRunningAsync(wanted, cancellationToken))
            {
                return new AzuriteServer(null, wanted, null);
            }

            throw;
        }
        catch
        {
            Delete(temporary);
            throw;
        }
    }

    /// <summary>A connection string for this server's three services.</summary>
    public string GetConnectionString() => _endpoints.ConnectionString;

    /// <summary>Stops the Azurite started here (its data is on disk then), and deletes its folder if that was a temporary one.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        Delete(_temporaryFolder);
    }

    // Azurite opens its ports one after another, so some of them open may mean that it is just starting (or just stopping).
    private static async Task<bool> FindRunningAsync(StorageEndpoints wanted, CancellationToken cancellationToken)
    {
        IReadOnlyList<int> listening = [];
        for (var started = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(started) < PeerTimeout;)
        {
            listening = await wanted.FindListeningAsync(cancellationToken);
            if (listening.Count is 0 or 3)
            {
                return listening.Count == 3;
            }

            await Task.Delay(PeerPollInterval, cancellationToken);
        }

        throw new AzuriteException(
            $"Azurite cannot start: another program listens on port {string.Join(", ", listening)}. Stop it, or start Azurite on all of {wanted.BlobPort}, {wanted.QueuePort} and {wanted.TablePort} yourself.");
    }

    private static void Delete(string? folder)
    {
        if (folder is not null && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
