using System.Buffers.Binary;
using System.IO.Hashing;

namespace WorkDistribution.Core.MapReduce;

/// <summary>Reads a sorted segment block by block; a block is verified before any of it is used.</summary>
internal sealed class RunReader : IDisposable
{
    private readonly Stream stream;
    private readonly string name;
    private readonly bool counts;
    private byte[] block = [];
    private int blockLength;
    private int position;
    private byte[] key = new byte[64];
    private int keyLength;
    private int valueStart;
    private int valueLength;
    private long records;

    public RunReader(Stream stream, string name, bool counts)
    {
        this.stream = stream;
        this.name = name;
        this.counts = counts;
        Span<byte> header = stackalloc byte[RunFormat.HeaderLength];
        Read(header, "its header");
        if (!header[..4].SequenceEqual(RunFormat.Magic) || header[5..].ContainsAnyExcept((byte)0))
        {
            throw Corrupted("it does not begin with a header");
        }

        if (header[4] != (counts ? RunFormat.Counts : RunFormat.Pairs))
        {
            throw Corrupted($"it is of kind {header[4]}, which another kind of job writes");
        }
    }

    /// <summary>The current key.</summary>
    public ReadOnlySpan<byte> Key => key.AsSpan(0, keyLength);

    /// <summary>The first eight bytes of the key as a big-endian number.</summary>
    public ulong Prefix { get; private set; }

    /// <summary>The current count, of a segment of counts.</summary>
    public long Count { get; private set; }

    /// <summary>The current value, of a segment of pairs.</summary>
    public ReadOnlySpan<byte> Value => block.AsSpan(valueStart, valueLength);

    /// <summary>Whether all records have been read.</summary>
    public bool AtEnd { get; private set; }

    /// <summary>Reads the next record.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="RunCorruptedException">The segment is truncated or damaged.</exception>
    public bool MoveNext()
    {
        if (position == blockLength && !ReadBlock())
        {
            AtEnd = true;
            return false;
        }

        try
        {
            ReadRecord();
        }
        catch (RunCorruptedException e)
        {
            throw Corrupted(e.Problem);
        }

        records++;
        return true;
    }

    public void Dispose() => stream.Dispose();

    private void ReadRecord()
    {
        var data = block.AsSpan(0, blockLength);
        var shared = RunFormat.ReadVarint(data, ref position);
        var rest = RunFormat.ReadVarint(data, ref position);
        if (shared > (ulong)keyLength || rest > (ulong)(blockLength - position))
        {
            throw new RunCorruptedException("a key runs past the end of its block");
        }

        var length = (int)shared + (int)rest;
        if (length > key.Length)
        {
            Array.Resize(ref key, RunFormat.RoundUp(length));
        }

        data.Slice(position, (int)rest).CopyTo(key.AsSpan((int)shared));
        position += (int)rest;
        keyLength = length;
        Prefix = KeySorter.Chunk(Key, 0);
        var number = RunFormat.ReadVarint(data, ref position);
        if (counts)
        {
            Count = RunFormat.UnZigZag(number);
            return;
        }

        if (number > (ulong)(blockLength - position))
        {
            throw new RunCorruptedException("a value runs past the end of its block");
        }

        valueStart = position;
        valueLength = (int)number;
        position += valueLength;
    }

    private bool ReadBlock()
    {
        Span<byte> header = stackalloc byte[RunFormat.BlockHeaderLength];
        Read(header, "the header of a block");
        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (length == 0)
        {
            ReadEnd(header[4..]);
            return false;
        }

        if (length is < 0 or > RunFormat.MaxPayload)
        {
            throw Corrupted($"a block claims {length} bytes");
        }

        if (length > block.Length)
        {
            block = new byte[RunFormat.RoundUp(length)];
        }

        Read(block.AsSpan(0, length), "a block");
        if (XxHash3.HashToUInt64(block.AsSpan(0, length)) != BinaryPrimitives.ReadUInt64LittleEndian(header[4..]))
        {
            throw Corrupted("the checksum of a block does not match");
        }

        blockLength = length;
        position = 0;
        keyLength = 0;
        return true;
    }

    private void ReadEnd(ReadOnlySpan<byte> recordCount)
    {
        Span<byte> checksum = stackalloc byte[RunFormat.EndLength - RunFormat.BlockHeaderLength];
        Read(checksum, "its end");
        if (XxHash3.HashToUInt64(recordCount) != BinaryPrimitives.ReadUInt64LittleEndian(checksum))
        {
            throw Corrupted("the checksum of its end does not match");
        }

        var expected = BinaryPrimitives.ReadInt64LittleEndian(recordCount);
        if (expected != records)
        {
            throw Corrupted($"it holds {records} records, and its end says {expected}");
        }
    }

    private void Read(Span<byte> target, string what)
    {
        var read = stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
        if (read < target.Length)
        {
            throw Corrupted($"it is truncated within {what}, after {records} records");
        }
    }

    private RunCorruptedException Corrupted(string problem) => new(problem, name);
}
