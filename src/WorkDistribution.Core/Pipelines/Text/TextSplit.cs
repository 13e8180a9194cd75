namespace WorkDistribution.Core.Pipelines.Text;

/// <summary>Some whole lines of a text.</summary>
/// <param name="Offset">First byte, from 0.</param>
/// <param name="Length">Number of bytes.</param>
/// <param name="FirstLine">Number of its first line, from 1.</param>
public readonly record struct TextSplit(long Offset, long Length, long FirstLine);
