using WorkDistribution.Core.Partitioning;

namespace WorkDistribution.Core.MapReduce;

/// <summary>Opens the input of a range for reading.</summary>
/// <param name="range">The range: the stream stands at its offset, and reads on to the end of the whole input, not of the range.</param>
/// <param name="cancellationToken">Cancels the opening.</param>
/// <returns>A stream that the reader disposes. It is read in large pieces, so it needs no buffer of its own.</returns>
public delegate ValueTask<Stream> InputOpener(InputRange range, CancellationToken cancellationToken);
