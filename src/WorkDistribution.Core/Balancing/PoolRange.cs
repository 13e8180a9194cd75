namespace WorkDistribution.Core.Balancing;

/// <summary>Items of a batch that nobody has begun: what the deques of a pool hold.</summary>
internal readonly record struct PoolRange(PoolBatch Batch, int Start, int End);
