namespace WorkDistribution.Core.MapReduce;

/// <summary>
/// Base of all jobs. Derive from <see cref="CountingJob"/> when the values are counts to be summed, else from <see cref="PairJob"/>.
/// </summary>
/// <remarks>An instance serves one map or reduce task at a time, so that a job may keep buffers in fields.</remarks>
public abstract class MapReduceJob
{
    private protected MapReduceJob()
    {
    }

    /// <summary>How inputs are cut into records.</summary>
    public virtual RecordFormat Format => RecordFormat.Lines;

    /// <summary>How pairs are spread over reducers.</summary>
    public virtual PartitioningKind Partitioning => PartitioningKind.Hash;

    /// <summary>Whether the runs of the job hold a count for each key instead of values.</summary>
    internal abstract bool RunsHoldCounts { get; }

    /// <summary>Whether the merge orders the values of equal keys.</summary>
    internal virtual bool ValuesAreSorted => false;

    /// <summary>Makes the collector of one map task.</summary>
    internal abstract IMapCollector CreateCollector(MapContext context);

    /// <summary>Reduces the merged pairs of one part.</summary>
    internal abstract void ReduceAll(RunMerger merger, PartWriter output);
}
