using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace WorkDistribution.Cli.Top;

/// <summary>A snapshot as text.</summary>
internal static class TopReport
{
    /// <summary>Lays a snapshot out.</summary>
    /// <param name="metrics">The snapshot.</param>
    /// <param name="url">The host.</param>
    /// <param name="problem">Why there is no newer one; null when this is the newest.</param>
    public static IRenderable Render(WorkMetrics metrics, Uri url, string? problem)
    {
        var parts = new List<IRenderable>
        {
            new Text(string.Create(
                CultureInfo.InvariantCulture,
                $"{url.GetLeftPart(UriPartial.Authority)}  {metrics.At.UtcDateTime:HH:mm:ss}Z  last {metrics.WindowSeconds} s ({metrics.MeasuredSeconds:0.#} s measured)")),
            Figures(metrics),
            Timings(metrics),
            Levels(metrics.Levels),
            Workers(metrics.Workers),
        };
        if (problem is not null)
        {
            parts.Add(new Text($"{problem} Trying again.", new Style(Color.Red)));
        }

        return new Rows(parts);
    }

    private static Text Figures(WorkMetrics metrics)
    {
        var (law, stealing) = (metrics.LittlesLaw, metrics.Stealing);
        return new Text(
            $"throughput {Figure.Rate(metrics.ThroughputPerSecond)}   arrivals {Figure.Rate(metrics.ArrivalsPerSecond)}   failed {Figure.Share(metrics.FailureRate)}   "
            + $"retried {Figure.Share(metrics.RetryRate)}   workers busy {Figure.Share(metrics.Utilisation)}{Environment.NewLine}"
            + $"steals that succeeded {Figure.Share(stealing.Rate)}: in pools {Steals(stealing.Pool)}, of lanes {Steals(stealing.Lanes)}   "
            + $"backups {Figure.Count(metrics.Backups.Asked)}, first {Figure.Count(metrics.Backups.Won)}{Environment.NewLine}"
            + $"Little's law: {Figure.Count(law.MeanDepth)} unfinished / {Figure.Rate(law.ArrivalsPerSecond)} = {Figure.Time(law.WaitSeconds * 1000)}, "
            + $"measured {Figure.Time(law.MeasuredWaitSeconds * 1000)}");
    }

    private static string Steals(Steals steals) => $"{Figure.Share(steals.Rate)} of {Figure.Count(steals.Attempts)}";

    private static Table Timings(WorkMetrics metrics)
    {
        var table = Table("", "count", "p50", "p90", "p99", "longest");
        Add("latency", metrics.LatencyMs);
        Add("wait", metrics.WaitMs);
        Add("duration", metrics.DurationMs);
        return table;

        void Add(string name, Timings timings) => AddRow(
            table, name, Figure.Count(timings.Count), Figure.Time(timings.P50), Figure.Time(timings.P90), Figure.Time(timings.P99), Figure.Time(timings.Max));
    }

    private static Table Levels(IReadOnlyList<LevelMetrics> levels)
    {
        var table = Table("priority", "unfinished", "arrivals", "throughput", "failed", "retried", "forced services", "oldest wait");
        foreach (var level in levels)
        {
            AddRow(
                table,
                level.Name,
                Figure.Count(level.Depth),
                Figure.Rate(level.ArrivalsPerSecond),
                Figure.Rate(level.ThroughputPerSecond),
                Figure.Share(level.FailureRate),
                Figure.Count(level.Retried),
                Figure.Count(level.ForcedServices),
                Figure.Time(level.OldestWaitMs));
        }

        return table;
    }

    private static Table Workers(IReadOnlyList<WorkerMetrics> workers)
    {
        var table = Table("worker", "busy", "side by side", "batch", "last decision on it", "seen");
        foreach (var worker in workers)
        {
            AddRow(
                table,
                worker.Name,
                Figure.Share(worker.Utilisation),
                Figure.Count(worker.Threads),
                Figure.Count(worker.BatchSize),
                worker.Decisions.Count == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{worker.Decisions[^1].From} → {worker.Decisions[^1].Size}, {worker.Decisions[^1].Reason}"),
                $"{Figure.Time(worker.LastSeenSecondsAgo * 1000)} ago");
        }

        return table;
    }

    private static Table Table(string first, params string[] others)
    {
        var table = new Table { Border = TableBorder.Rounded }.AddColumn(new TableColumn(new Text(first)));
        foreach (var other in others)
        {
            table.AddColumn(new TableColumn(new Text(other)).RightAligned());
        }

        return table;
    }

    private static void AddRow(Table table, params IEnumerable<string> cells) => table.AddRow(cells.Select(static cell => new Text(cell)));
}
