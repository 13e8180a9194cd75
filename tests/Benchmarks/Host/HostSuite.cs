using System.Diagnostics;
using WorkDistribution.Benchmarks.Engine;
using WorkDistribution.Cli.Hosting;
using WorkDistribution.LocalRuntime.Host;

namespace WorkDistribution.Benchmarks.Host;

/// <summary>
/// What a host costs that has nothing to do: processor time and writes of the engine's store, of the function app as a process, without
/// queue functions and with all of the app's queue and timer functions on Azurite. Measured after a warm-up, as the first polls are
/// compiled while they run.
/// </summary>
internal sealed class HostSuite : IBenchmarkSuite
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    public string Name => "host";

    public async Task RunAsync(BenchmarkReport report, CancellationToken cancellationToken)
    {
        report.Text($"{Environment.ProcessorCount} cores; {Window.TotalSeconds:0} s after a warm-up of {WarmUp.TotalSeconds:0} s.");
        using var folder = new TemporaryFolder();
        var state = Path.Combine(folder.Path, "plain");
        await using (var host = await LocalHost.StartAsync(state, Path.Combine(folder.Path, "objects"), [], ["MapReduce*"], cancellationToken))
        {
            await MeasureAsync(report, "host.idle", host.ProcessId, state, cancellationToken);
        }

        await using var azurite = await AzuriteServer.StartAsync(AzuriteOptions.FreePorts, cancellationToken);
        state = Path.Combine(folder.Path, "queues");
        var storage = new Dictionary<string, string> { ["AzureWebJobsStorage"] = azurite.GetConnectionString() };
        await using (var host = await LocalHost.StartAsync(state, [], storage, cancellationToken))
        {
            await MeasureAsync(report, "host.idle_queues", host.ProcessId, state, cancellationToken);
        }
    }

    private static async Task MeasureAsync(
        BenchmarkReport report, string metric, int processId, string state, CancellationToken cancellationToken)
    {
        await Task.Delay(WarmUp, cancellationToken);
        using var process = Process.GetProcessById(processId);
        var (used, written) = (process.TotalProcessorTime, Written(state));
        var started = Stopwatch.GetTimestamp();
        await Task.Delay(Window, cancellationToken);
        process.Refresh();
        var percent = 100 * (process.TotalProcessorTime - used) / Stopwatch.GetElapsedTime(started);
        report.Metric($"{metric}.cpu_percent", percent, "% of one core");
        report.Metric($"{metric}.store_bytes", Written(state) - written, "bytes");
        report.Metric($"{metric}.resident_mb", process.WorkingSet64 / 1e6, "MB");
    }

    /// <summary>Bytes of the engine's database and of its write-ahead log, which every commit lengthens until it is folded back.</summary>
    private static long Written(string state) => new DirectoryInfo(state).GetFiles("engine.db*").Sum(file => file.Length);
}
