using System.Globalization;
using WorkDistribution.Benchmarks.App.Peer;

namespace WorkDistribution.Benchmarks.App;

/// <summary>
/// A small function app through the whole stack in one process, beside the official engine on Azure Storage with the same functions on
/// Azurite. Each round starts both afresh, one after the other, as either would disturb the other even while it only waits.
/// </summary>
internal sealed class AppSuite : IBenchmarkSuite
{
    private const int Rounds = 3;

    /// <summary>Loads of the app in a round, once it is warm; the peer takes its one load longer.</summary>
    private const int Passes = 3;

    private static readonly Load AppWarmUp = new(FanOut: 30_000, Sequences: 4_000, IdleSequences: 1_000, Signals: 40_000);
    private static readonly Load AppLoad = new(FanOut: 10_000, Sequences: 2_000, IdleSequences: 500, Signals: 40_000);
    private static readonly Load PeerWarmUp = new(FanOut: 200, Sequences: 100, IdleSequences: 3, Signals: 200);
    private static readonly Load PeerLoad = new(FanOut: 1_000, Sequences: 200, IdleSequences: 40, Signals: 1_000);

    private static readonly TimeSpan HttpTime = TimeSpan.FromSeconds(3);

    public string Name => "app";

    public async Task RunAsync(BenchmarkReport report, CancellationToken cancellationToken)
    {
        report.Text($"{Environment.ProcessorCount} cores; {Rounds} rounds, each with both processes started afresh; medians.");
        report.Text($"app: {Describe(AppLoad)}, {Passes} times a round after a warm-up.");
        report.Text($"peer: {Describe(PeerLoad)}, once a round after a warm-up: rates are compared, and it is slower.");
        report.Text("The peer's times end with its code, before the storage knows; the app's when the client is told, after the commit.");
        var app = new Figures();
        var http = new List<double>();
        var peer = new Figures();
        var storage = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            await MeasureAppAsync(app, http, cancellationToken);
            await MeasurePeerAsync(peer, storage, cancellationToken);
        }

        app.Print(report, "app");
        peer.Print(report, "peer");
        Print(report, "app", AppLoad, app);
        report.Metric("app.http.requests_per_s", BenchmarkReport.Median(http), "requests/s");
        Print(report, "peer", PeerLoad, peer);
        report.Metric("peer.storage_resident_mb", BenchmarkReport.Median(storage), "MB");
        PrintRatios(report, app, peer);
    }

    private static async Task MeasureAppAsync(Figures figures, List<double> http, CancellationToken cancellationToken)
    {
        await using var app = await FunctionApp.StartAsync(cancellationToken);
        await MeasureAsync(app, figures, AppWarmUp, AppLoad, Passes, cancellationToken);
        var noop = new Uri(app.Address, "api/noop");
        await HttpLoad.PerSecondAsync(noop, HttpTime, cancellationToken);
        for (var pass = 0; pass < Passes; pass++)
        {
            http.Add(await HttpLoad.PerSecondAsync(noop, HttpTime, cancellationToken));
        }
    }

    private static async Task MeasurePeerAsync(Figures figures, List<double> storage, CancellationToken cancellationToken)
    {
        await using var peer = await PeerProcess.StartAsync(cancellationToken);
        await MeasureAsync(peer, figures, PeerWarmUp, PeerLoad, passes: 1, cancellationToken);
        storage.Add(peer.StorageMegabytes);
    }

    private static async Task MeasureAsync(
        IContender contender, Figures figures, Load warmUp, Load load, int passes, CancellationToken cancellationToken)
    {
        figures.Start.Add(contender.StartTime.TotalMilliseconds);
        await warmUp.PutOnAsync(contender, new Figures(), cancellationToken);
        for (var pass = 0; pass < passes; pass++)
        {
            await load.PutOnAsync(contender, figures, cancellationToken);
        }

        figures.Resident.Add(contender.ResidentMegabytes);
    }

    private static void Print(BenchmarkReport report, string name, Load load, Figures figures)
    {
        report.Metric($"{name}.fanout_{load.FanOut}.activities_per_s", BenchmarkReport.Median(figures.FanOut), "activities/s");
        report.Metric(
            $"{name}.sequence_{Load.InFlight}.orchestrations_per_s", BenchmarkReport.Median(figures.Sequences), "orchestrations/s");
        report.Metric($"{name}.idle_sequence.p50_ms", figures.IdleMedian, "ms");
        report.Metric($"{name}.idle_sequence.p99_ms", figures.IdleTail, "ms");
        report.Metric($"{name}.signals_one.ops_per_s", BenchmarkReport.Median(figures.Signals), "ops/s");
        report.Metric($"{name}.start.ms", BenchmarkReport.Median(figures.Start), "ms");
        report.Metric($"{name}.resident_mb", BenchmarkReport.Median(figures.Resident), "MB");
    }

    /// <summary>App over peer: of rates more is better, of times and memory less.</summary>
    private static void PrintRatios(BenchmarkReport report, Figures app, Figures peer)
    {
        Ratio($"fanout_{AppLoad.FanOut}", BenchmarkReport.Median(app.FanOut), BenchmarkReport.Median(peer.FanOut));
        Ratio($"sequence_{Load.InFlight}", BenchmarkReport.Median(app.Sequences), BenchmarkReport.Median(peer.Sequences));
        Ratio("idle_sequence.p50", app.IdleMedian, peer.IdleMedian);
        Ratio("idle_sequence.p99", app.IdleTail, peer.IdleTail);
        Ratio("signals_one", BenchmarkReport.Median(app.Signals), BenchmarkReport.Median(peer.Signals));
        Ratio("start", BenchmarkReport.Median(app.Start), BenchmarkReport.Median(peer.Start));
        Ratio("resident", BenchmarkReport.Median(app.Resident), BenchmarkReport.Median(peer.Resident));

        void Ratio(string what, double ofApp, double ofPeer) => report.Metric($"app.{what}.ratio", ofApp / ofPeer, "x");
    }

    private static string Describe(Load load) => string.Create(
        CultureInfo.InvariantCulture,
        $"a fan-out of {load.FanOut}, {load.Sequences} five-step sequences with {Load.InFlight} in flight, {load.IdleSequences} alone, "
        + $"{load.Signals} signals");
}
