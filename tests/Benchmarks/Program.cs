using WorkDistribution.Benchmarks;
using WorkDistribution.Benchmarks.App;
using WorkDistribution.Benchmarks.App.Peer;
using WorkDistribution.Benchmarks.Balancing;
using WorkDistribution.Benchmarks.Engine;
using WorkDistribution.Benchmarks.Host;
using WorkDistribution.Benchmarks.MapReduce;
using WorkDistribution.Benchmarks.Pool;
using WorkDistribution.Benchmarks.Speculation;
using WorkDistribution.Benchmarks.WorkItems;

if (await EngineSuite.TryRunWorkloadAsync(args) || await PeerProgram.TryRunAsync(args))
{
    // A process of its own, started by the suite engine to measure memory, or by the suite app as its peer.
    return 0;
}

IBenchmarkSuite[] suites = [new EngineSuite(), new HostSuite(), new MapReduceSuite(), new SpeculationSuite(), new PoolSuite(), new BalancingSuite(),
    new WorkItemsSuite(), new AppSuite()];

var chosen = suites.Where(suite => args.Contains(suite.Name, StringComparer.Ordinal)).ToList();
if (chosen.Count == 0 || chosen.Count != args.Length)
{
    Console.Error.WriteLine($"Usage: dotnet run -c Release --project tests/Benchmarks -- SUITE…    Suites: {string.Join(", ", suites.Select(suite => suite.Name))}");
    return 2;
}

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};

var report = new BenchmarkReport(Console.Out);
foreach (var suite in chosen)
{
    await suite.RunAsync(report, interrupted.Token);
}

return 0;
