namespace WorkDistribution.Core.MapReduce;

/// <summary>Pairs in memory: bytes in one arena, and an entry for each pair.</summary>
internal sealed class PairBuffer(Partitioner partitioner, int partitions)
{
    private byte[] arena = [];
    private int arenaUsed;
    private Entry[] entries = [];

    /// <summary>Number of pairs held.</summary>
    public int Count { get; private set; }

    /// <summary>Pairs added since the beginning.</summary>
    public long Added { get; private set; }

    /// <summary>Memory in use, in bytes; sorting takes 12 bytes a pair more.</summary>
    public long BytesHeld => arenaUsed + (Count * 32L);

    /// <summary>Appends a pair to the partition of its key.</summary>
    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(key.Length, RunFormat.MaxFieldBytes, nameof(key));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value.Length, RunFormat.MaxFieldBytes, nameof(value));
        Add(Store(key), key.Length, Store(value), value.Length, partitioner.Of(key));
        Added++;
    }

    /// <summary>Appends a pair whose value was stored before.</summary>
    public void AddStored(ReadOnlySpan<byte> key, (int Offset, int Length) value)
    {
        Add(Store(key), key.Length, value.Offset, value.Length, partitioner.Of(key));
        Added++;
    }

    /// <summary>Appends a pair to every partition; it is not counted as emitted.</summary>
    public void AddToAll(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        int keyOffset = Store(key), valueOffset = Store(value);
        for (var partition = 0; partition < partitions; partition++)
        {
            Add(keyOffset, key.Length, valueOffset, value.Length, partition);
        }
    }

    /// <summary>Puts bytes into the arena; they last until <see cref="Clear"/>.</summary>
    public int Store(ReadOnlySpan<byte> bytes)
    {
        if (arenaUsed + (long)bytes.Length > arena.Length)
        {
            var size = Math.Max(arenaUsed + (long)bytes.Length, Math.Max(64 * 1024, arena.Length * 2L));
            Array.Resize(ref arena, (int)Math.Min(size, Math.Max(Array.MaxLength, arenaUsed + (long)bytes.Length)));
        }

        bytes.CopyTo(arena.AsSpan(arenaUsed));
        arenaUsed += bytes.Length;
        return arenaUsed - bytes.Length;
    }

    /// <summary>Key of a pair.</summary>
    public ReadOnlySpan<byte> Key(int item)
    {
        ref var entry = ref entries[item];
        return arena.AsSpan(entry.KeyOffset, entry.KeyLength);
    }

    /// <summary>Value of a pair.</summary>
    public ReadOnlySpan<byte> Value(int item)
    {
        ref var entry = ref entries[item];
        return arena.AsSpan(entry.ValueOffset, entry.ValueLength);
    }

    /// <summary>Numbers of the pairs, ordered by partition.</summary>
    /// <returns>The numbers, and where each partition begins (one more than there are partitions).</returns>
    public (int[] Items, int[] Starts) ByPartition()
    {
        var starts = new int[partitions + 1];
        for (var i = 0; i < Count; i++)
        {
            starts[entries[i].Partition + 1]++;
        }

        for (var p = 0; p < partitions; p++)
        {
            starts[p + 1] += starts[p];
        }

        var next = starts.AsSpan().ToArray();
        var items = new int[Count];
        for (var i = 0; i < Count; i++)
        {
            items[next[entries[i].Partition]++] = i;
        }

        return (items, starts);
    }

    /// <summary>Forgets all pairs and keeps the memory.</summary>
    public void Clear()
    {
        arenaUsed = 0;
        Count = 0;
    }

    private void Add(int keyOffset, int keyLength, int valueOffset, int valueLength, int partition)
    {
        if (Count == entries.Length)
        {
            Array.Resize(ref entries, Math.Max(1024, entries.Length * 2));
        }

        entries[Count++] = new Entry(keyOffset, keyLength, valueOffset, valueLength, partition);
    }

    private readonly record struct Entry(int KeyOffset, int KeyLength, int ValueOffset, int ValueLength, int Partition);
}
