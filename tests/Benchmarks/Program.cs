using WorkDistribution.Benchmarks;
using WorkDistribution.Benchmarks.MapReduce;

IBenchmarkSuite[] suites = [new MapReduceSuite()];

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
