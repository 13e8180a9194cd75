namespace WorkDistribution.Core.MapReduce;

/// <summary>A job that counts: the mapper adds numbers to keys, the result is the sum for each key.</summary>
/// <remarks>Sums are combined in a hash table while mapping, so that only one pair a distinct key leaves a map task.</remarks>
/// <example><code>
/// sealed class LineLengths : CountingJob
/// {
///     public override void Map(in MapRecord record, CountEmitter emit) => emit.Add($"{record.Bytes.Length / 10 * 10}");
/// }
/// jobs.Add("line-lengths", _ => new LineLengths());
/// </code></example>
public abstract class CountingJob : MapReduceJob
{
    internal override bool RunsHoldCounts => true;

    /// <summary>Maps one record to any number of counts.</summary>
    public abstract void Map(in MapRecord record, CountEmitter emit);

    /// <summary>Whether a key appears in the result; the default keeps all. Called once a key, in the reducer.</summary>
    /// <param name="key">The key as UTF-8.</param>
    /// <param name="total">The sum of its counts.</param>
    public virtual bool Keep(ReadOnlySpan<byte> key, long total) => true;

    internal override IMapCollector CreateCollector(MapContext context) => new CountCollector(this, context);

    internal override void ReduceAll(RunMerger merger, PartWriter output)
    {
        if (!merger.MoveNext())
        {
            return;
        }

        var key = new KeyBuffer();
        bool more;
        do
        {
            key.Set(merger.Key);
            var total = merger.Count;
            while ((more = merger.MoveNext()) && key.Is(merger.Key))
            {
                total += merger.Count;
            }

            output.BeginGroup();
            if (Keep(key.Key, total))
            {
                output.WriteCount(key.Key, total);
            }
        }
        while (more);
    }
}
