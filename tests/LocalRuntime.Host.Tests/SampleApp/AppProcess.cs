using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace WorkDistribution.LocalRuntime.Host.Tests.SampleApp;

/// <summary>A sample app as a child process, with its own state folder unless one is given.</summary>
public sealed class AppProcess : IAsyncDisposable
{
    private const string ListeningPrefix = "Host listening on ";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DirectoryInfo? _temporary;

    private AppProcess(Process process, DirectoryInfo? temporary)
    {
        _process = process;
        _temporary = temporary;
        process.EnableRaisingEvents = true;
        process.OutputDataReceived += (_, e) => Record(e.Data);
        process.ErrorDataReceived += (_, e) => Record(e.Data);
        process.Exited += (_, _) => _listening.TrySetException(new InvalidOperationException($"The app ended before it listened.{Environment.NewLine}{Output}"));
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public HttpClient Client { get; } = new() { Timeout = Deadline };

    public string Output => string.Join(Environment.NewLine, _lines);

    public int Id => _process.Id;

    /// <summary>Starts the sample app without waiting for it.</summary>
    public static AppProcess Launch(string? stateDirectory, IReadOnlyDictionary<string, string>? environment, params string[] arguments) =>
        LaunchApp("SampleFunctionApp", stateDirectory, environment, arguments);

    /// <summary>Starts an app that is built beside the tests.</summary>
    public static AppProcess LaunchApp(
        string name, string? stateDirectory, IReadOnlyDictionary<string, string>? environment, params string[] arguments) =>
        LaunchIn(workingDirectory: null, name, stateDirectory, environment, arguments);

    /// <summary>Starts the sample app through a command that ends by running what its arguments name.</summary>
    public static AppProcess LaunchBehind(IReadOnlyList<string> command, string stateDirectory, params string[] arguments)
    {
        var app = PathOf("SampleFunctionApp");
        var start = new ProcessStartInfo(command[0])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(app),
        };
        string[] all = [.. command.Skip(1), Dotnet, app, "--port", "0", "--state", stateDirectory, .. arguments];
        foreach (var argument in all)
        {
            start.ArgumentList.Add(argument);
        }

        return new AppProcess(Process.Start(start)!, temporary: null);
    }

    /// <summary>Starts an app in a folder that has its own host.json and local.settings.json.</summary>
    public static AppProcess LaunchIn(
        string? workingDirectory,
        string name,
        string? stateDirectory,
        IReadOnlyDictionary<string, string>? environment,
        params string[] arguments)
    {
        var temporary = stateDirectory is null ? Directory.CreateTempSubdirectory("sample-app-") : null;
        var app = PathOf(name);
        var start = new ProcessStartInfo(Dotnet)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory ?? Path.GetDirectoryName(app),
        };
        var isWorker = arguments.Contains("--worker");
        string[] port = isWorker || arguments.Any(a => a.StartsWith("--port", StringComparison.Ordinal)) ? [] : ["--port", "0"];
        string[] state = isWorker ? [] : ["--state", stateDirectory ?? temporary!.FullName];
        string[] all = [app, .. port, .. state, .. arguments];
        foreach (var argument in all)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (variable, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[variable] = value;
        }

        return new AppProcess(Process.Start(start)!, temporary);
    }

    public async Task ListeningAsync()
    {
        try
        {
            Client.BaseAddress = await _listening.Task.WaitAsync(Deadline);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The app did not listen within {Deadline}.{Environment.NewLine}{Output}");
        }
    }

    /// <summary>Sends a signal, e.g. <c>INT</c>, as the terminal or the system would.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async Task<int> ExitAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _temporary?.Delete(recursive: true);
    }

    private static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static string PathOf(string app) =>
        typeof(AppProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == app).Value!;

    private void Record(string? line)
    {
        if (line is null)
        {
            return;
        }

        _lines.Enqueue(line);
        if (line.StartsWith(ListeningPrefix, StringComparison.Ordinal))
        {
            _listening.TrySetResult(new Uri(line[ListeningPrefix.Length..]));
        }
    }
}
