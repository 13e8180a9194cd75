using WorkDistribution.Core.Pipelines.Text;

namespace WorkDistribution.Functions.Pipelines.TextEtl;

/// <summary>The sums over all files.</summary>
/// <param name="Sources">Files with at least one line.</param>
/// <param name="Lines">Lines of all files.</param>
/// <param name="Words">Their words.</param>
/// <param name="Characters">Their characters.</param>
/// <param name="ReadingMs">The time to read them, in milliseconds.</param>
/// <param name="Kinds">The sums by kind of line.</param>
internal sealed record TextSummary(
    int Sources, long Lines, long Words, long Characters, long ReadingMs, IReadOnlyDictionary<LineKind, LineTotals> Kinds)
{
    /// <summary>Sums up.</summary>
    public static TextSummary From(TextTotals totals)
    {
        var kinds = totals.ByKind();
        var all = kinds.Values.Aggregate(LineTotals.None, static (sum, kind) => sum.Add(kind));
        return new TextSummary(totals.Sources.Count, all.Lines, all.Words, all.Characters, all.ReadingMs, kinds);
    }
}
