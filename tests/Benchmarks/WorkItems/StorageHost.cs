using WorkDistribution.Benchmarks.Engine;
using WorkDistribution.Cli.Hosting;
using WorkDistribution.Functions.Tests.Support;
using WorkDistribution.LocalRuntime.Host;

namespace WorkDistribution.Benchmarks.WorkItems;

/// <summary>A function app as a process, on a fresh Azurite that keeps its data on disk. All of it is gone afterwards.</summary>
internal sealed class StorageHost : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private AzuriteServer? azurite;
    private CountingProxy? proxy;
    private LocalHost? host;
    private HttpClient? client;

    private StorageHost()
    {
    }

    public HttpClient Client => client!;

    /// <summary>The storage, not through the proxy.</summary>
    public string ConnectionString => azurite!.GetConnectionString();

    /// <summary>Storage calls of the app so far.</summary>
    /// <exception cref="InvalidOperationException">They are not counted.</exception>
    public long Calls => proxy?.Calls ?? throw new InvalidOperationException("Storage calls of this host are not counted.");

    /// <summary>Starts Azurite and the app.</summary>
    /// <param name="app">Name of the app's assembly.</param>
    /// <param name="functions">The functions to run, or their beginnings with a <c>*</c> behind.</param>
    /// <param name="settings">Further settings, by the names of environment variables.</param>
    /// <param name="countsCalls">Whether a proxy counts the app's storage calls; it slows them down.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    public static async Task<StorageHost> StartAsync(
        string app, IReadOnlyList<string> functions, IReadOnlyDictionary<string, string> settings, bool countsCalls, CancellationToken cancellationToken)
    {
        var started = new StorageHost();
        try
        {
            await started.StartPartsAsync(app, functions, settings, countsCalls, cancellationToken);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        if (host is not null)
        {
            await host.DisposeAsync();
        }

        if (proxy is not null)
        {
            await proxy.DisposeAsync();
        }

        if (azurite is not null)
        {
            await azurite.DisposeAsync();
        }

        folder.Dispose();
    }

    private async Task StartPartsAsync(
        string app, IReadOnlyList<string> functions, IReadOnlyDictionary<string, string> settings, bool countsCalls, CancellationToken cancellationToken)
    {
        azurite = await AzuriteServer.StartAsync(AzuriteOptions.FreePorts, cancellationToken);
        proxy = countsCalls ? await CountingProxy.StartAsync(ConnectionString) : null;
        var environment = new Dictionary<string, string>(settings)
        {
            ["AzureWebJobsStorage"] = proxy?.ConnectionString ?? ConnectionString,
            ["ObjectStore__Folder"] = Path.Combine(folder.Path, "objects"),
        };
        host = await LocalHost.StartAsync(Path.Combine(folder.Path, "state"), ["--functions", .. functions], environment, cancellationToken, app);
        client = new HttpClient { BaseAddress = host.Address, Timeout = TimeSpan.FromSeconds(100) };
    }
}
