namespace WorkDistribution.Core.MapReduce;

/// <summary>A job over pairs of a key and a value, both UTF-8 text or any bytes.</summary>
/// <remarks>
/// <see cref="Map"/> emits pairs; pairs are sorted by key (unsigned bytes) and grouped; <see cref="Reduce"/> sees each group once,
/// groups in key order. A combiner, when there is one, runs on sorted map output and may run any number of times.
/// </remarks>
public abstract class PairJob : MapReduceJob
{
    /// <summary>Whether <see cref="Combine"/> is to be called.</summary>
    public virtual bool HasCombiner => false;

    /// <summary>Whether the values of a group come sorted by their bytes; otherwise their order is not defined.</summary>
    public virtual bool SortValues => false;

    internal override bool RunsHoldCounts => false;

    internal override bool ValuesAreSorted => SortValues;

    /// <summary>Maps one record to any number of pairs.</summary>
    public abstract void Map(in MapRecord record, PairEmitter emit);

    /// <summary>Reduces the values of one key within one map task to fewer values of the same key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="values">The values.</param>
    /// <param name="combined">Takes the values that replace them; in sorted order when <see cref="SortValues"/> is set.</param>
    public virtual void Combine(ReadOnlySpan<byte> key, GroupValues values, CombinedValues combined)
    {
        foreach (var value in values)
        {
            combined.Add(value);
        }
    }

    /// <summary>Writes the output records of one key. Values that are not read are skipped.</summary>
    public abstract void Reduce(ReadOnlySpan<byte> key, GroupValues values, PartWriter output);

    internal override IMapCollector CreateCollector(MapContext context) => new PairCollector(this, context);

    internal override void ReduceAll(RunMerger merger, PartWriter output)
    {
        var values = new MergedValues(merger);
        while (values.MoveNextGroup())
        {
            output.BeginGroup();
            Reduce(values.GroupKey, values, output);
        }
    }
}
