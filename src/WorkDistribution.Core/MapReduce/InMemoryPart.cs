namespace WorkDistribution.Core.MapReduce;

/// <summary>A part of an in-memory run.</summary>
internal sealed record InMemoryPart(byte[] Bytes, ReduceOutput Counters);
