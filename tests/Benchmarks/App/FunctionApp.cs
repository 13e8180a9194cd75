using System.Diagnostics;
using System.Net.Http.Json;
using WorkDistribution.Benchmarks.Engine;
using WorkDistribution.Cli.Hosting;

namespace WorkDistribution.Benchmarks.App;

/// <summary>The function app <c>tests/BenchmarkApp</c> as a process, asked over HTTP. Its state on disk is gone afterwards.</summary>
internal sealed class FunctionApp : IContender
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromMinutes(6);

    /// <summary>A line for each invocation would be measured with it; the peer logs nothing either.</summary>
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["AzureFunctionsJobHost__logging__logLevel__default"] = "Warning",
    };

    private readonly TemporaryFolder folder;
    private readonly LocalHost host;
    private readonly HttpClient client;

    private FunctionApp(TemporaryFolder folder, LocalHost host, TimeSpan startTime)
    {
        this.folder = folder;
        this.host = host;
        StartTime = startTime;
        client = new HttpClient { BaseAddress = host.Address, Timeout = RequestTimeout };
    }

    public TimeSpan StartTime { get; }

    public Uri Address => host.Address;

    public double ResidentMegabytes
    {
        get
        {
            using var process = Process.GetProcessById(host.ProcessId);
            return process.WorkingSet64 / 1e6;
        }
    }

    public static async Task<FunctionApp> StartAsync(CancellationToken cancellationToken)
    {
        var folder = new TemporaryFolder();
        try
        {
            var started = Stopwatch.GetTimestamp();
            var host = await LocalHost.StartAsync(Path.Combine(folder.Path, "state"), [], Settings, cancellationToken, "BenchmarkApp");
            return new FunctionApp(folder, host, Stopwatch.GetElapsedTime(started));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public Task<TimeSpan> FanOutAsync(int activities, CancellationToken cancellationToken) =>
        TimeAsync($"api/fanout?n={activities}", cancellationToken);

    public Task<TimeSpan> SequencesAsync(int count, int inFlight, CancellationToken cancellationToken) =>
        TimeAsync($"api/sequences?count={count}&inflight={inFlight}", cancellationToken);

    public Task<IReadOnlyList<double>> IdleSequencesAsync(int count, CancellationToken cancellationToken) =>
        MillisecondsAsync($"api/idle?count={count}", cancellationToken);

    public Task<TimeSpan> SignalsAsync(int signals, CancellationToken cancellationToken) =>
        TimeAsync($"api/signals?n={signals}", cancellationToken);

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await host.DisposeAsync();
        folder.Dispose();
    }

    private async Task<TimeSpan> TimeAsync(string query, CancellationToken cancellationToken) =>
        TimeSpan.FromMilliseconds((await MillisecondsAsync(query, cancellationToken)).Single());

    private async Task<IReadOnlyList<double>> MillisecondsAsync(string query, CancellationToken cancellationToken)
    {
        using var answer = await client.GetAsync(query, cancellationToken);
        return answer.IsSuccessStatusCode
            ? (await answer.Content.ReadFromJsonAsync<Answer>(cancellationToken))!.Milliseconds
            : throw new InvalidOperationException(host.Describe($"{query} was answered with {(int)answer.StatusCode}."));
    }

    private sealed record Answer(IReadOnlyList<double> Milliseconds);
}
