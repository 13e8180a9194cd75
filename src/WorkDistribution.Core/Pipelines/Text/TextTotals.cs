namespace WorkDistribution.Core.Pipelines.Text;

/// <summary>Sums by source and kind of line. The order in which lines are added does not matter.</summary>
public sealed class TextTotals
{
    /// <summary>The sums of each source, by kind; both in order.</summary>
    public SortedDictionary<string, SortedDictionary<LineKind, LineTotals>> Sources
    {
        get;
        init => field = new(value, StringComparer.Ordinal);
    } = new(StringComparer.Ordinal);

    /// <summary>Adds lines of a source.</summary>
    public void Add(string source, IEnumerable<EnrichedLine> lines)
    {
        if (!Sources.TryGetValue(source, out var kinds))
        {
            Sources[source] = kinds = [];
        }

        foreach (var line in lines)
        {
            kinds[line.Kind] = kinds.GetValueOrDefault(line.Kind, LineTotals.None).Add(line);
        }
    }

    /// <summary>The sums over all sources, by kind.</summary>
    public SortedDictionary<LineKind, LineTotals> ByKind()
    {
        var all = new SortedDictionary<LineKind, LineTotals>();
        foreach (var (kind, totals) in Sources.Values.SelectMany(static kinds => kinds))
        {
            all[kind] = all.GetValueOrDefault(kind, LineTotals.None).Add(totals);
        }

        return all;
    }
}
