using WorkDistribution.Benchmarks;
using WorkDistribution.Benchmarks.Balancing;
using WorkDistribution.Benchmarks.Engine;
using WorkDistribution.Benchmarks.Host;
using WorkDistribution.Benchmarks.MapReduce;
using WorkDistribution.Benchmarks.Pool;
using WorkDistribution.Benchmarks.Speculation;
using WorkDistribution.Benchmarks.WorkItems;

if (await EngineSuite.TryRunWorkloadAsync(args))
{
    // A process of its own, started by the engine suite to measure memory.
    return 0;
}

IBenchmarkSuite[] suites = [new EngineSuite(), new HostSuite(), new MapReduceSuite(), new SpeculationSuite(), new PoolSuite(), new BalancingSuite(),
    new WorkItemsSuite()];

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
