using WorkDistribution.Cli.Api;

namespace WorkDistribution.Cli.Hosting;

/// <summary>The host that one command talks to: a running one, or one of its own, which ends with this object.</summary>
internal sealed class HostSession : IAsyncDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly LocalHost? host;
    private readonly HostState? state;

    private HostSession(Uri address, LocalHost? host, HostState? state)
    {
        Address = address;
        Client = new WorkDistributionClient(address);
        this.host = host;
        this.state = state;
    }

    /// <summary>Where the host listens; ends with a slash.</summary>
    public Uri Address { get; }

    /// <summary>The process of an own host; null for one that was running.</summary>
    public int? ProcessId => host?.ProcessId;

    /// <summary>The host's API.</summary>
    public WorkDistributionClient Client { get; }

    /// <param name="url">A running host; null starts one, which takes a few seconds.</param>
    /// <param name="currentDirectory">An own host keeps its state and objects under <c>.local</c> of it.</param>
    /// <param name="inputRoots">Files and folders that jobs of an own host may read.</param>
    /// <param name="functions">The functions that an own host runs, or their beginnings with a <c>*</c> behind.</param>
    /// <param name="error">Told that a host is started.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <param name="settings">Further settings of an own host, by the names of environment variables.</param>
    /// <exception cref="HostStartException">An own host did not start.</exception>
    public static async Task<HostSession> OpenAsync(
        Uri? url,
        string currentDirectory,
        IReadOnlyList<string> inputRoots,
        IReadOnlyList<string> functions,
        TextWriter error,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? settings = null)
    {
        if (url is not null)
        {
            return new HostSession(url, null, null);
        }

        var local = Path.Combine(currentDirectory, ".local");
        var state = HostState.Create(local);
        try
        {
            await error.WriteLineAsync("Starting the host…");
            var host = await LocalHost.StartAsync(state.Directory, Path.Combine(local, "objects"), inputRoots, functions, cancellationToken, settings);
            return new HostSession(host.Address, host, state);
        }
        catch
        {
            state.Dispose();
            throw;
        }
    }

    /// <summary>Asks again and again until the answer is final (not a 202).</summary>
    /// <param name="path">Below the host's address.</param>
    /// <param name="progress">Told each answer on the way; null if nobody wants to know.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HostStartException">The own host ended meanwhile.</exception>
    public async Task<T> WaitAsync<T>(string path, Action<T>? progress, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(PollInterval);
        while (true)
        {
            ThrowIfEnded();
            var (answer, isFinal) = await Client.GetAsync<T>(path, cancellationToken);
            if (isFinal)
            {
                return answer;
            }

            progress?.Invoke(answer);
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <exception cref="HostStartException">The own host ended; its last lines are in the message.</exception>
    public void ThrowIfEnded()
    {
        if (host is { IsRunning: false })
        {
            throw new HostStartException(host.Describe("The host ended before the job did."));
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (host is not null)
        {
            await host.DisposeAsync();
        }

        state?.Dispose();
    }
}
