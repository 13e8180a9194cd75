using System.Globalization;
using System.Text;

namespace WorkDistribution.Cli.Graph;

/// <summary>A Gantt chart in text: one line a node, its bar drawn to scale; the critical path in full blocks.</summary>
internal static class GanttChart
{
    private const int Columns = 60;
    private const char Critical = '█';
    private const char Other = '▒';

    /// <summary>Draws the nodes that ran, by start, and names those that did not.</summary>
    public static void Write(IReadOnlyList<GraphNode> nodes, TextWriter output)
    {
        var end = nodes.Max(static node => node.EndMs ?? 0);
        var width = nodes.Max(static node => node.Id.Length);
        foreach (var node in nodes.OrderBy(static node => node.StartMs ?? double.MaxValue))
        {
            output.WriteLine($"{node.Id.PadRight(width)} {Describe(node, end)}");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{new string(' ', width)} 0{"ms".PadRight(Columns - 8)}{end,8:0} ms   {Critical} critical path  {Other} other"));
    }

    private static string Describe(GraphNode node, double end)
    {
        if (node is not { StartMs: { } from, EndMs: { } to })
        {
            return $"({node.State.ToLowerInvariant()}{(node.CancelledBy is { } by ? $", needs {by}" : "")})";
        }

        var scale = end > 0 ? Columns / end : 0;
        var first = Math.Min(Columns - 1, (int)(from * scale));
        var length = Math.Max(1, (int)Math.Round(to * scale) - first);
        var line = new StringBuilder()
            .Append(' ', first)
            .Append(node.Critical ? Critical : Other, Math.Min(length, Columns - first))
            .Append(' ', Math.Max(0, Columns - first - length));
        line.Append(CultureInfo.InvariantCulture, $" {from,7:0} – {to:0} ms");
        return node.Error is null ? line.ToString() : line.Append(CultureInfo.InvariantCulture, $"  {node.State}: {node.Error}").ToString();
    }
}
