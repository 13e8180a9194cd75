namespace WorkDistribution.Core.Pipelines.Text;

/// <summary>Sums over lines.</summary>
/// <param name="Lines">Their number.</param>
/// <param name="Words">Their words.</param>
/// <param name="Characters">Their characters.</param>
/// <param name="ReadingMs">The time to read them, in milliseconds.</param>
public sealed record LineTotals(long Lines, long Words, long Characters, long ReadingMs)
{
    /// <summary>No line.</summary>
    public static LineTotals None { get; } = new(0, 0, 0, 0);

    /// <summary>Adds a line.</summary>
    public LineTotals Add(EnrichedLine line) => new(Lines + 1, Words + line.Words, Characters + line.Characters, ReadingMs + line.ReadingMs);

    /// <summary>Adds other sums.</summary>
    public LineTotals Add(LineTotals other) =>
        new(Lines + other.Lines, Words + other.Words, Characters + other.Characters, ReadingMs + other.ReadingMs);
}
