using System.Globalization;

namespace WorkDistribution.Benchmarks;

/// <summary>What a suite prints: free text for people, and one <c>metric TAB value TAB unit</c> line a figure for tools.</summary>
internal sealed class BenchmarkReport(TextWriter output)
{
    public void Text(string line) => output.WriteLine(line);

    public void Metric(string name, double value, string unit) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}\t{value:0.###}\t{unit}"));

    /// <summary>The figure to quote of several runs: machines are noisy.</summary>
    public static double Median(IReadOnlyCollection<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
