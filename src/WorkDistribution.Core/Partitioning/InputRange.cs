namespace WorkDistribution.Core.Partitioning;

/// <summary>A range of bytes of one input (a file, a blob or an inline document).</summary>
/// <remarks>
/// The range need not begin or end on a record: whoever reads it applies Hadoop's rule. A reader skips the record that began
/// before <paramref name="Offset"/> (unless that is 0) and reads past the end of its range to finish its last record, so any
/// set of ranges that tiles an input yields every record exactly once.
/// </remarks>
/// <param name="Input">Name of the input; it names the document in results, and must be non-empty without a NUL character.</param>
/// <param name="Offset">First byte, from 0.</param>
/// <param name="Length">Number of bytes, from 0.</param>
public readonly record struct InputRange(string Input, long Offset, long Length);
