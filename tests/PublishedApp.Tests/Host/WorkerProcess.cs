using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace WorkDistribution.PublishedApp.Tests.Host;

/// <summary>The published app as a process, started as the Functions host starts it: by its worker.config.json.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly List<string> _output = [];

    private WorkerProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The command that runs these tests.</summary>
    public static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>What the process has written.</summary>
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

    /// <summary>Starts the process.</summary>
    /// <param name="folder">The published app.</param>
    /// <param name="host">Where the host listens.</param>
    /// <param name="workerId">The name that the worker gives itself in the stream.</param>
    public static WorkerProcess Start(PublishedFolder folder, Uri host, string workerId)
    {
        var (executable, assembly) = ReadConfig(folder.App);
        var (port, maxLength) = (Invariant(host.Port), Invariant(int.MaxValue));
        var requestId = Guid.NewGuid().ToString();

        // The host gives every argument twice: the first five are what workers read before they had names of their own.
        var start = new ProcessStartInfo(
            executable == "dotnet" ? Dotnet : executable,
            [
                Path.Combine(folder.App, assembly),
                "--host", host.Host, "--port", port, "--workerId", workerId, "--requestId", requestId, "--grpcMaxMessageLength", maxLength,
                "--functions-uri", host.ToString(), "--functions-worker-id", workerId, "--functions-request-id", requestId,
                "--functions-grpc-max-message-length", maxLength,
            ])
        {
            WorkingDirectory = folder.App,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        start.Environment["FUNCTIONS_WORKER_DIRECTORY"] = folder.App;
        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = folder.App;
        start.Environment["AzureWebJobsStorage"] = "UseDevelopmentStorage=true";
        start.Environment["ObjectStore__Folder"] = Path.Combine(folder.Data, "objects");
        start.Environment["MapReduce__InputRoots__0"] = folder.Data;
        return new WorkerProcess(start);
    }

    public void Dispose()
    {
        _process.Kill();
        Assert.True(_process.WaitForExit(Deadline), "The worker outlives its end.");
        _process.Dispose();
    }

    private static (string Executable, string Assembly) ReadConfig(string app)
    {
        using var config = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(app, "worker.config.json")));
        var description = config.RootElement.GetProperty("description");
        return (description.GetProperty("defaultExecutablePath").GetString()!, description.GetProperty("defaultWorkerPath").GetString()!);
    }

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.Add(line ?? "");
        }
    }
}
