namespace WorkDistribution.Core.MapReduce;

/// <summary>A segment to be merged.</summary>
/// <param name="Name">Name for error messages, for example the object's name.</param>
/// <param name="Open">Opens a readable stream at the first byte of the segment; it may read on past its end, and is disposed.</param>
public sealed record RunSource(string Name, Func<Stream> Open);
