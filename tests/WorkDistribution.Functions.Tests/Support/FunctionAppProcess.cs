using System.Diagnostics;
using System.Globalization;
using WorkDistribution.Functions.MapReduce;
using WorkDistribution.Functions.Pipelines;
using WorkDistribution.Functions.Sagas;
using WorkDistribution.Functions.Transactions;
using WorkDistribution.Functions.WorkItems;

namespace WorkDistribution.Functions.Tests.Support;

/// <summary>The function app as a process of its own, on a free port.</summary>
internal sealed class FunctionAppProcess : IAsyncDisposable
{
    private const string ListeningPrefix = "Host listening on ";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(1);

    private static readonly string[] FileFunctions = [.. NamesOf(typeof(MapReduceFunctionNames)), .. NamesOf(typeof(PipelineFunctionNames))];
    private static readonly string[] SagaFunctions = NamesOf(typeof(SagaFunctionNames));
    private static readonly string[] TransactionFunctions = NamesOf(typeof(TransactionFunctionNames));
    private static readonly string[] WorkItemFunctions = NamesOf(typeof(WorkItemsFunctionNames));

    private readonly Process _process;
    private readonly List<string> _output = [];
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FunctionAppProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _listening.TrySetException(new InvalidOperationException($"The app ended early:\n{Output}"));
    }

    public HttpClient Client { get; private set; } = null!;

    public string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output);
            }
        }
    }

    /// <summary>Starts the app's functions over files, MapReduce and pipelines; state, objects and inputs lie in <paramref name="folder"/>.</summary>
    public static Task<FunctionAppProcess> StartAsync(TempFolder folder, params (string Name, string Value)[] environment) =>
        StartAsync(folder, FileFunctions, environment);

    /// <summary>Starts some of the app's functions; state, objects and inputs lie in <paramref name="folder"/>.</summary>
    public static Task<FunctionAppProcess> StartAsync(
        TempFolder folder, IReadOnlyList<string> functions, params (string Name, string Value)[] environment) =>
        LaunchAsync(folder, ["--state", folder["state"], "--functions", .. functions], environment);

    /// <summary>Starts the app's work items on a storage account; state and objects lie in <paramref name="folder"/>.</summary>
    public static Task<FunctionAppProcess> StartWorkItemsAsync(TempFolder folder, string connectionString, params (string Name, string Value)[] environment) =>
        StartAsync(folder, WorkItemFunctions, [("AzureWebJobsStorage", connectionString), .. environment]);

    /// <summary>Starts the app's work items without the function that runs tickets: that is left to workers.</summary>
    public static Task<FunctionAppProcess> StartWorkItemsWithoutWorkerAsync(
        TempFolder folder, string connectionString, params (string Name, string Value)[] environment) =>
        StartAsync(
            folder,
            [.. WorkItemFunctions.Where(static function => function != WorkItemsFunctionNames.Tickets)],
            [("AzureWebJobsStorage", connectionString), .. environment]);

    /// <summary>Starts a further process that runs tickets only, as <c>wd worker</c> does.</summary>
    public static Task<FunctionAppProcess> StartWorkerAsync(
        TempFolder folder, string connectionString, Uri durable, params (string Name, string Value)[] environment) =>
        LaunchAsync(
            folder,
            ["--worker", "--durable", durable.ToString(), "--functions", WorkItemsFunctionNames.Tickets],
            [("AzureWebJobsStorage", connectionString), .. environment]);

    /// <summary>Starts the app's sagas on a storage account; state lies in <paramref name="folder"/>.</summary>
    public static Task<FunctionAppProcess> StartSagasAsync(TempFolder folder, string connectionString, params (string Name, string Value)[] environment) =>
        StartAsync(folder, SagaFunctions, [("AzureWebJobsStorage", connectionString), .. environment]);

    /// <summary>Starts the app's transactions; state lies in <paramref name="folder"/>.</summary>
    public static Task<FunctionAppProcess> StartTransactionsAsync(TempFolder folder) => StartAsync(folder, TransactionFunctions);

    /// <summary>Ends the process as a power cut would: SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        using var deadline = new CancellationTokenSource(StartTimeout);
        await _process.WaitForExitAsync(deadline.Token);
    }

    /// <summary>Stops the process in order: SIGTERM.</summary>
    public async Task StopAsync()
    {
        using var deadline = new CancellationTokenSource(StartTimeout);
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(deadline.Token);
        }

        await _process.WaitForExitAsync(deadline.Token);
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static async Task<FunctionAppProcess> LaunchAsync(TempFolder folder, IReadOnlyList<string> arguments, (string Name, string Value)[] environment)
    {
        Directory.CreateDirectory(folder["in"]);
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["exec", Path.Combine(AppContext.BaseDirectory, "WorkDistribution.Functions.dll"), "--port", "0", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["MapReduce__InputRoots__0"] = folder["in"];
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var app = new FunctionAppProcess(start);
        app._process.Start();
        app._process.BeginOutputReadLine();
        app._process.BeginErrorReadLine();
        app.Client = new HttpClient { BaseAddress = await app._listening.Task.WaitAsync(StartTimeout), Timeout = StartTimeout };
        return app;
    }

    private static string[] NamesOf(Type names) => [.. names.GetFields().Select(static field => (string)field.GetRawConstantValue()!)];

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.Add(line);
        }

        if (line.StartsWith(ListeningPrefix, StringComparison.Ordinal))
        {
            _listening.TrySetResult(new Uri(string.Create(CultureInfo.InvariantCulture, $"{line[ListeningPrefix.Length..].Trim()}/")));
        }
    }
}
