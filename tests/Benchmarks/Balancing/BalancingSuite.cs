using System.Globalization;
using WorkDistribution.Core.Balancing;

namespace WorkDistribution.Benchmarks.Balancing;

/// <summary>The balancing strategies on simulated loads; nothing here depends on the machine, the same figures come out every time.</summary>
internal sealed class BalancingSuite : IBenchmarkSuite
{
    private const int Workers = 16;
    private const int Items = 100_000;

    /// <summary>Part of the time that workers are busy: steady, and in a burst that brings three times what they can do.</summary>
    private static readonly (string Suffix, double Busy)[] _intensities = [("", 0.85), ("_burst", 3)];

    private static readonly (string Name, Func<int, int, double, Random, IReadOnlyList<SimulatedItem>> Make)[] _loads =
        [("uniform", SimulatedLoad.Uniform), ("skewed", SimulatedLoad.Skewed), ("hot_key", SimulatedLoad.HotKey)];

    private static readonly (string Name, Func<IBalancingStrategy> Make, bool Steals)[] _strategies =
    [
        ("round_robin", static () => new RoundRobinStrategy(), false),
        ("least_loaded", static () => new LeastLoadedStrategy(), false),
        ("two_choices", static () => new PowerOfTwoChoicesStrategy(new Random(2)), false),
        ("bounded_load", static () => new BoundedLoadStrategy(Workers), false),
        ("content_aware", static () => new ContentAwareStrategy(Workers), false),
        ("round_robin_stealing", static () => new RoundRobinStrategy(), true),
        ("bounded_load_stealing", static () => new BoundedLoadStrategy(Workers), true),
    ];

    public string Name => "balancing";

    public Task RunAsync(BenchmarkReport report, CancellationToken cancellationToken)
    {
        report.Text($"Simulation of {Workers} workers and {Items} items: waits in ms, and the part of items that ran where their key ran before.");
        foreach (var (load, makeLoad) in _loads)
        {
            foreach (var (suffix, busy) in _intensities)
            {
                var items = makeLoad(Items, Workers, busy, new Random(1));
                report.Text($"  {load}{suffix,-24}   p50      p99   utilisation locality");
                foreach (var (strategy, makeStrategy, steals) in _strategies)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var result = new DispatchSimulation(makeStrategy(), Workers, steals).Run(items);
                    report.Text(string.Create(
                        CultureInfo.InvariantCulture,
                        $"    {strategy,-24}{result.P50,9:0.00}{result.P99,9:0.0}{result.Utilisation,11:0.000}{result.Locality,10:0.00}"));
                    report.Metric($"balancing.{load}{suffix}.{strategy}.p50_ms", result.P50, "ms");
                    report.Metric($"balancing.{load}{suffix}.{strategy}.p99_ms", result.P99, "ms");
                    report.Metric($"balancing.{load}{suffix}.{strategy}.utilisation", result.Utilisation, "ratio");
                }
            }
        }

        return Task.CompletedTask;
    }
}
