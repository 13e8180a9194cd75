using System.Globalization;

namespace WorkDistribution.Cli.Graph;

/// <summary>A finished graph as text.</summary>
internal static class GraphReport
{
    public static void Write(GraphAnswer graph, TextWriter output)
    {
        GanttChart.Write(graph.Nodes ?? [], output);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{graph.State}: sequential {graph.SequentialMs:0} ms, critical path {graph.CriticalPathMs:0} ms ({string.Join(" → ", graph.CriticalPath ?? [])}), achieved {graph.AchievedMs:0} ms"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"speed-up {graph.Speedup:0.00}x with {graph.Workers} workers, utilisation {graph.Utilisation:P0}"));
    }
}
