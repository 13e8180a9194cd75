using System.Diagnostics;
using System.Globalization;
using WorkDistribution.LocalRuntime.Host;

namespace WorkDistribution.Benchmarks.App.Peer;

/// <summary>The official engine on a fresh Azurite, which keeps its data on disk; see <see cref="PeerProgram"/> for its process.</summary>
internal sealed class PeerProcess : IContender
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(12);

    private readonly AzuriteServer azurite;
    private readonly Process process;

    private PeerProcess(AzuriteServer azurite, Process process)
    {
        this.azurite = azurite;
        this.process = process;
    }

    public TimeSpan StartTime { get; private set; }

    public double ResidentMegabytes => Megabytes(process);

    /// <summary>The resident set of Azurite, which is the peer's store but no part of it.</summary>
    public double StorageMegabytes
    {
        get
        {
            using var storage = Process.GetProcessById(azurite.ProcessId!.Value);
            return Megabytes(storage);
        }
    }

    public static async Task<PeerProcess> StartAsync(CancellationToken cancellationToken)
    {
        var azurite = await AzuriteServer.StartAsync(AzuriteOptions.FreePorts, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        var peer = new PeerProcess(azurite, Start(azurite.GetConnectionString()));
        try
        {
            if (await peer.ReadLineAsync(cancellationToken) is not PeerProgram.Ready)
            {
                throw new InvalidOperationException("The peer did not start.");
            }

            peer.StartTime = Stopwatch.GetElapsedTime(started);
            return peer;
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    public Task<TimeSpan> FanOutAsync(int activities, CancellationToken cancellationToken) =>
        TimeAsync($"fanout {activities}", cancellationToken);

    public Task<TimeSpan> SequencesAsync(int count, int inFlight, CancellationToken cancellationToken) =>
        TimeAsync($"sequences {count} {inFlight}", cancellationToken);

    public Task<IReadOnlyList<double>> IdleSequencesAsync(int count, CancellationToken cancellationToken) =>
        MillisecondsAsync($"idle {count}", cancellationToken);

    public Task<TimeSpan> SignalsAsync(int signals, CancellationToken cancellationToken) =>
        TimeAsync($"signals {signals}", cancellationToken);

    public async ValueTask DisposeAsync()
    {
        try
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync(CancellationToken.None).WaitAsync(StopTimeout);
        }
        catch (Exception e) when (e is TimeoutException or IOException)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
        await azurite.DisposeAsync();
    }

    private static Process Start(string connectionString)
    {
        // What it says on standard error goes where this process says such things.
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(PeerProcess).Assembly.Location);
        }

        start.ArgumentList.Add(PeerProgram.Argument);
        start.Environment[PeerProgram.ConnectionVariable] = connectionString;
        return Process.Start(start)!;
    }

    private static double Megabytes(Process process)
    {
        process.Refresh();
        return process.WorkingSet64 / 1e6;
    }

    private async Task<TimeSpan> TimeAsync(string measurement, CancellationToken cancellationToken) =>
        TimeSpan.FromMilliseconds((await MillisecondsAsync(measurement, cancellationToken)).Single());

    private async Task<IReadOnlyList<double>> MillisecondsAsync(string measurement, CancellationToken cancellationToken)
    {
        await process.StandardInput.WriteLineAsync(measurement.AsMemory(), cancellationToken);
        await process.StandardInput.FlushAsync(cancellationToken);
        var line = await ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException($"The peer ended at '{measurement}'.");
        return [.. line.Split(' ').Select(static word => double.Parse(word, CultureInfo.InvariantCulture))];
    }

    private async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(AnswerTimeout);
        return await process.StandardOutput.ReadLineAsync(deadline.Token);
    }
}
