namespace WorkDistribution.Core.MapReduce;

/// <summary>A buffer with room in front for what the previous buffer left over, so that records are always contiguous.</summary>
internal sealed class ReadBuffer(int readBytes, int padding)
{
    private int front = Math.Min(readBytes, 64 * 1024);

    /// <summary>The array; allocated at the first read.</summary>
    public byte[] Bytes { get; private set; } = [];

    /// <summary>First byte of the data.</summary>
    public int Start { get; set; }

    /// <summary>Behind the last byte of the data.</summary>
    public int End { get; private set; }

    /// <summary>Fills the buffer behind the room in front.</summary>
    /// <returns>Bytes read: fewer than asked for at the end of the stream only.</returns>
    public async Task<int> FillAsync(Stream stream, int count, CancellationToken cancellationToken) =>
        Filled(await stream.ReadAtLeastAsync(Target(count), count, throwOnEndOfStream: false, cancellationToken));

    /// <summary>Fills the buffer behind the room in front, on the calling thread.</summary>
    /// <returns>Bytes read: fewer than asked for at the end of the stream only.</returns>
    public int Fill(Stream stream, int count) =>
        Filled(stream.ReadAtLeast(Target(count).Span, count, throwOnEndOfStream: false));

    /// <summary>Puts bytes in front of the data.</summary>
    public void Prepend(ReadOnlySpan<byte> rest)
    {
        if (rest.Length > Start)
        {
            // Doubling keeps the copying of one very long record linear in its length.
            front = Math.Max(rest.Length, front * 2);
            var grown = GC.AllocateUninitializedArray<byte>(front + Math.Max(readBytes, End - Start) + padding);
            Bytes.AsSpan(Start..End).CopyTo(grown.AsSpan(front));
            End = front + (End - Start);
            Start = front;
            Bytes = grown;
        }

        Start -= rest.Length;
        rest.CopyTo(Bytes.AsSpan(Start));
    }

    private Memory<byte> Target(int count)
    {
        if (Bytes.Length < front + count + padding)
        {
            Bytes = GC.AllocateUninitializedArray<byte>(front + count + padding);
        }

        return Bytes.AsMemory(front, count);
    }

    private int Filled(int count)
    {
        Start = front;
        End = front + count;
        return count;
    }
}
