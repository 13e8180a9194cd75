namespace WorkDistribution.Core.Pipelines.Text;

/// <summary>A line without its text, and what was found out about it.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Words">Its words.</param>
/// <param name="Characters">Its characters.</param>
/// <param name="ReadingMs">How long a person takes to read it, in milliseconds.</param>
public sealed record EnrichedLine(long Number, LineKind Kind, int Words, int Characters, long ReadingMs);
