namespace WorkDistribution.Core.MapReduce;

/// <summary>What a collector needs to know of its task.</summary>
internal sealed class MapContext(MapReduceJob job, int splitIndex, MapOptions options)
{
    public int Partitions => options.Partitions;

    public Partitioner Partitioner { get; } = Partitioner.Create(job, splitIndex, options);
}
