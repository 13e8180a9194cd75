namespace WorkDistribution.Core.MapReduce;

/// <summary>Writes buffered pairs as a sorted run, combined when there is a combiner.</summary>
internal sealed class PairSpill(PairBuffer buffer, PairJob job)
{
    /// <summary>Pairs written so far.</summary>
    public long Written { get; private set; }

    /// <summary>Writes the buffer and clears it.</summary>
    /// <returns>Bytes of each partition's segment.</returns>
    public long[] Write(RunWriter writer)
    {
        var (items, starts) = buffer.ByPartition();
        var keys = new PairKeys(buffer, job.SortValues);
        var combined = job.HasCombiner ? new CombinedValues(writer) : null;
        var sizes = new long[starts.Length - 1];
        for (var p = 0; p < sizes.Length; p++)
        {
            var part = items.AsSpan(starts[p]..starts[p + 1]);
            KeySorter.Sort(part, ref keys, writer.CancellationToken);
            if (combined is null)
            {
                WriteAll(part, writer);
            }
            else
            {
                Combine(part.ToArray(), combined);
            }

            sizes[p] = writer.EndSegment();
        }

        Written += combined?.Added ?? 0;
        buffer.Clear();
        return sizes;
    }

    private void WriteAll(ReadOnlySpan<int> items, RunWriter writer)
    {
        foreach (var item in items)
        {
            writer.Add(buffer.Key(item), buffer.Value(item));
        }

        Written += items.Length;
    }

    private void Combine(int[] items, CombinedValues combined)
    {
        var values = new BufferedValues(buffer, items);
        while (values.MoveNextGroup())
        {
            combined.Begin(values.GroupKey);
            job.Combine(values.GroupKey, values, combined);
        }
    }
}
