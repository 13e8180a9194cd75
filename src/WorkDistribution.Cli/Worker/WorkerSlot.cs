using WorkDistribution.Cli.Hosting;
using WorkDistribution.Core.Scheduling;

namespace WorkDistribution.Cli.Worker;

/// <summary>The place of one worker process, in which another starts when it dies: the sooner it died, the later.</summary>
internal sealed class WorkerSlot : IAsyncDisposable
{
    private const int MostFailures = 10;
    private static readonly TimeSpan LongLife = TimeSpan.FromSeconds(10);
    private static readonly RetryBackoff Pause = new(TimeSpan.FromMilliseconds(500), 2, TimeSpan.FromSeconds(10));

    private readonly int number;
    private readonly WorkerSettings settings;
    private readonly string stateDirectory;
    private readonly TextWriter error;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource stop = new();
    private readonly Task loop;

    /// <param name="number">Names it in messages.</param>
    /// <param name="settings">What it runs, and where.</param>
    /// <param name="stateDirectory">A folder of its own.</param>
    /// <param name="delay">How long it waits before the first process, from 0.</param>
    /// <param name="error">Where it says what becomes of it.</param>
    /// <param name="time">The clock of pauses and lives.</param>
    /// <param name="broken">Fails when the worker cannot be started at all.</param>
    public WorkerSlot(
        int number, WorkerSettings settings, string stateDirectory, TimeSpan delay, TextWriter error, TimeProvider time, TaskCompletionSource broken)
    {
        this.number = number;
        this.settings = settings;
        this.stateDirectory = stateDirectory;
        this.error = error;
        this.time = time;
        loop = Task.Run(async () =>
        {
            try
            {
                await Task.Delay(delay, time, stop.Token);
                await RunAsync(stop.Token);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                broken.TrySetException(e);
            }
        });
    }

    /// <summary>Lets the worker finish what it runs, and ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        try
        {
            await loop;
        }
        catch (OperationCanceledException)
        {
            // As it was asked to.
        }

        stop.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        string[] arguments = ["--durable", settings.Url.ToString(), "--functions", .. settings.Functions];
        var environment = new Dictionary<string, string> { ["ObjectStore__Folder"] = settings.Objects };
        var everRan = false;
        var failures = 0;
        while (true)
        {
            string end;
            try
            {
                await using var host = await LocalHost.StartAsync(stateDirectory, arguments, environment, cancellationToken);
                await error.WriteLineAsync($"wd: worker {number} runs as process {host.ProcessId}.");
                everRan = true;
                var started = time.GetTimestamp();
                var exitCode = await host.WaitForExitAsync(cancellationToken);
                end = host.Describe($"Worker {number} (process {host.ProcessId}) ended with exit code {exitCode}.");
                failures = time.GetElapsedTime(started) >= LongLife ? 1 : failures + 1;
            }
            catch (HostStartException e) when (everRan && failures < MostFailures)
            {
                failures++;
                end = $"Worker {number} did not start: {e.Message}";
            }

            var pause = Pause.Limit(failures);
            await error.WriteLineAsync($"wd: {end}{Environment.NewLine}wd: another takes its place in {pause.TotalSeconds:0.#} s.");
            await Task.Delay(pause, time, cancellationToken);
        }
    }
}
