namespace WorkDistribution.Core.MapReduce;

/// <summary>Opens the stream that a run of map output is written to.</summary>
/// <param name="sequence">Number of the run within its map task, from 0; a task whose output fits in memory writes one run.</param>
/// <param name="cancellationToken">Cancels the opening.</param>
/// <returns>A stream that is written front to back and disposed when the run is complete.</returns>
public delegate ValueTask<Stream> RunCreator(int sequence, CancellationToken cancellationToken);
