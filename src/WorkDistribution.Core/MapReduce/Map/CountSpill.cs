namespace WorkDistribution.Core.MapReduce;

/// <summary>Writes a table of counts as a sorted run.</summary>
internal sealed class CountSpill(CountTable table, MapContext context)
{
    /// <summary>Pairs written so far.</summary>
    public long Written { get; private set; }

    /// <summary>Writes the table and clears it.</summary>
    /// <returns>Bytes of each partition's segment.</returns>
    public long[] Write(RunWriter writer)
    {
        var used = table.UsedSlots();
        var partitions = new int[used.Length];
        var starts = new int[context.Partitions + 1];
        for (var i = 0; i < used.Length; i++)
        {
            partitions[i] = context.Partitioner.Of(table.KeyOf(used[i]));
            starts[partitions[i] + 1]++;
        }

        for (var p = 0; p < context.Partitions; p++)
        {
            starts[p + 1] += starts[p];
        }

        var next = starts.AsSpan().ToArray();
        var items = new int[used.Length];
        for (var i = 0; i < used.Length; i++)
        {
            items[next[partitions[i]]++] = used[i];
        }

        var keys = new CountTable.Keys(table);
        var sizes = new long[context.Partitions];
        for (var p = 0; p < context.Partitions; p++)
        {
            var part = items.AsSpan(starts[p]..starts[p + 1]);
            KeySorter.Sort(part, ref keys, writer.CancellationToken);
            foreach (var slot in part)
            {
                writer.Add(table.KeyOf(slot), table.CountOf(slot));
            }

            sizes[p] = writer.EndSegment();
        }

        Written += used.Length;
        table.Clear();
        return sizes;
    }
}
