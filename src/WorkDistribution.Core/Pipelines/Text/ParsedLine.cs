namespace WorkDistribution.Core.Pipelines.Text;

/// <summary>A line of a text.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Words">Maximal runs of Unicode letters and digits.</param>
/// <param name="Characters">Unicode characters without the line end; each malformed sequence of bytes counts as one.</param>
/// <param name="Text">The line without its end.</param>
public sealed record ParsedLine(long Number, int Words, int Characters, string Text);
