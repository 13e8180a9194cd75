namespace WorkDistribution.Functions.MapReduce.Storage;

/// <summary>A run in the object store.</summary>
/// <param name="Name">The object's name.</param>
/// <param name="PartitionBytes">Size in bytes of each reducer's segment, one after the other.</param>
internal sealed record StoredRun(string Name, IReadOnlyList<long> PartitionBytes);
