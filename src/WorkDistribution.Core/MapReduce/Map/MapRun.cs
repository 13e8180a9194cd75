namespace WorkDistribution.Core.MapReduce;

/// <summary>One run: an object that holds, one after the other, a sorted segment for each partition.</summary>
/// <param name="Sequence">Its number within the map task, as given to <see cref="RunCreator"/>.</param>
/// <param name="PartitionBytes">Size in bytes of each partition's segment, in the order of the partitions; 0 when it has none.</param>
public sealed record MapRun(int Sequence, IReadOnlyList<long> PartitionBytes)
{
    /// <summary>Where the segment of a partition lies in the run.</summary>
    public RunSegment Segment(int partition)
    {
        long offset = 0;
        for (var i = 0; i < partition; i++)
        {
            offset += PartitionBytes[i];
        }

        return new RunSegment(offset, PartitionBytes[partition]);
    }
}
