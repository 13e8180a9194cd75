using System.Diagnostics;
using System.Globalization;

namespace WorkDistribution.Cli.Hosting;

/// <summary>
/// The function app as a child process on a free loopback port. It goes down with this object: its standard input is a lifeline
/// (<c>--lifeline</c>) that closes when <c>wd</c> ends, however it ends.
/// </summary>
internal sealed class LocalHost : IAsyncDisposable
{
    private const string ListeningPrefix = "Host listening on ";
    private const int KeptLines = 40;

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(12);

    private readonly Process process;
    private readonly Queue<string> lastLines = new();
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LocalHost(Process process)
    {
        this.process = process;
    }

    public Uri Address => listening.Task.Result;

    public int ProcessId => process.Id;

    /// <summary>Whether the process is still there.</summary>
    public bool IsRunning => !process.HasExited;

    /// <param name="stateDirectory">The engine's state folder.</param>
    /// <param name="objectFolder">The object store's folder.</param>
    /// <param name="inputRoots">Folders and files that jobs may read.</param>
    /// <param name="functions">The functions to run, or their beginnings with a <c>*</c> behind: a host without queue triggers needs no storage.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <param name="settings">Further settings of the app, by the names of environment variables.</param>
    /// <exception cref="HostStartException">The host ended or was not listening within 90 s; its last lines are in the message.</exception>
    public static Task<LocalHost> StartAsync(
        string stateDirectory,
        string objectFolder,
        IReadOnlyList<string> inputRoots,
        IReadOnlyList<string> functions,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? settings = null)
    {
        var environment = new Dictionary<string, string> { ["ObjectStore__Folder"] = objectFolder };
        for (var i = 0; i < inputRoots.Count; i++)
        {
            environment[string.Create(CultureInfo.InvariantCulture, $"MapReduce__InputRoots__{i}")] = inputRoots[i];
        }

        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            environment[name] = value;
        }

        return StartAsync(stateDirectory, ["--functions", .. functions], environment, cancellationToken);
    }

    /// <param name="stateDirectory">The state folder.</param>
    /// <param name="arguments">Options of the host besides its port, state folder and lifeline.</param>
    /// <param name="environment">Variables on top of those of this process.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <param name="app">Name of the app's assembly, which lies beside this one.</param>
    /// <exception cref="HostStartException">The host ended or was not listening within 90 s; its last lines are in the message.</exception>
    public static async Task<LocalHost> StartAsync(
        string stateDirectory,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellationToken,
        string app = "WorkDistribution.Functions")
    {
        var start = new ProcessStartInfo(DotnetRoot.Command)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in (string[])["exec", Path.Combine(AppContext.BaseDirectory, $"{app}.dll"), "--port", "0", "--state", stateDirectory, "--lifeline", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var host = new LocalHost(new Process { StartInfo = start, EnableRaisingEvents = true });
        host.Start();
        try
        {
            await host.listening.Task.WaitAsync(StartTimeout, cancellationToken);
            return host;
        }
        catch (TimeoutException)
        {
            var message = host.Describe($"The host was not listening after {StartTimeout.TotalSeconds:0} s.");
            await host.DisposeAsync();
            throw new HostStartException(message);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>A message that ends with what the host said last.</summary>
    public string Describe(string message)
    {
        lock (lastLines)
        {
            return lastLines.Count == 0 ? message : $"{message} It said:{Environment.NewLine}{string.Join(Environment.NewLine, lastLines)}";
        }
    }

    /// <summary>Waits until the process has ended by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.StandardInput.Close();
            using var patience = new CancellationTokenSource(StopTimeout);
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }

        process.Dispose();
    }

    private void Start()
    {
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) => listening.TrySetException(new HostStartException(Describe("The host ended before it was listening.")));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (lastLines)
        {
            lastLines.Enqueue(line);
            if (lastLines.Count > KeptLines)
            {
                lastLines.Dequeue();
            }
        }

        if (line.StartsWith(ListeningPrefix, StringComparison.Ordinal))
        {
            listening.TrySetResult(new Uri(line[ListeningPrefix.Length..].Trim() + "/"));
        }
    }
}
