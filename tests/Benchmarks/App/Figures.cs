using System.Globalization;

namespace WorkDistribution.Benchmarks.App;

/// <summary>What all rounds of one contender gave.</summary>
internal sealed class Figures
{
    /// <summary>Activities a second.</summary>
    public List<double> FanOut { get; } = [];

    /// <summary>Orchestrations a second.</summary>
    public List<double> Sequences { get; } = [];

    /// <summary>Milliseconds.</summary>
    public List<double> Idle { get; } = [];

    /// <summary>Operations a second.</summary>
    public List<double> Signals { get; } = [];

    /// <summary>Milliseconds.</summary>
    public List<double> Start { get; } = [];

    /// <summary>Megabytes.</summary>
    public List<double> Resident { get; } = [];

    public double IdleMedian => Quantile(Idle, 0.5);

    public double IdleTail => Quantile(Idle, 0.99);

    /// <summary>Prints a table of the single measurements, so that a reader sees how far they lie apart.</summary>
    public void Print(BenchmarkReport report, string contender)
    {
        report.Text($"{contender}, each measurement:");
        Row("fan-out, activities/s", FanOut);
        Row("sequences, orchestrations/s", Sequences);
        Row("signals to one entity, ops/s", Signals);
        Row("start, ms", Start);
        Row("resident, MB", Resident);
        report.Text($"  {"idle sequence, ms",-30}{Idle.Count} of them, {Number(Idle.Min())} to {Number(Idle.Max())}");

        void Row(string what, List<double> values) => report.Text($"  {what,-30}{string.Join("  ", values.Select(Number))}");
    }

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>The smallest measurement that is not exceeded by the given part of all.</summary>
    private static double Quantile(List<double> values, double part) =>
        values.Order().ElementAt((int)Math.Ceiling(part * values.Count) - 1);
}
