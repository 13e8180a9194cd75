using System.Buffers.Binary;
using System.IO.Hashing;

namespace WorkDistribution.Core.MapReduce;

/// <summary>Writes sorted segments, one after the other (<see cref="RunFormat"/>).</summary>
internal sealed class RunWriter(Stream stream, bool counts, CancellationToken cancellationToken = default)
{
    private byte[] block = new byte[RunFormat.BlockHeaderLength + RunFormat.BlockSize + 1024];
    private byte[] previous = new byte[256];
    private int previousLength;
    private int used = RunFormat.BlockHeaderLength;
    private bool open;
    private long records;
    private long bytes;

    /// <summary>Cancels the writing between two blocks.</summary>
    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Appends a key and its count; keys must come in order.</summary>
    public void Add(ReadOnlySpan<byte> key, long count)
    {
        AddKey(key, RunFormat.MaxVarint);
        used += RunFormat.WriteVarint(block.AsSpan(used), RunFormat.ZigZag(count));
        EndRecord();
    }

    /// <summary>Appends a key and its value; keys must come in order.</summary>
    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        AddKey(key, RunFormat.MaxVarint + value.Length);
        used += RunFormat.WriteVarint(block.AsSpan(used), (ulong)value.Length);
        value.CopyTo(block.AsSpan(used));
        used += value.Length;
        EndRecord();
    }

    /// <summary>Ends the segment of a partition.</summary>
    /// <returns>Its size in bytes: 0 when nothing was added.</returns>
    public long EndSegment()
    {
        if (!open)
        {
            return 0;
        }

        WriteBlock();
        Span<byte> end = stackalloc byte[RunFormat.EndLength];
        end.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(end[4..], records);
        BinaryPrimitives.WriteUInt64LittleEndian(end[12..], XxHash3.HashToUInt64(end.Slice(4, 8)));
        Write(end);
        var size = bytes;
        open = false;
        records = 0;
        bytes = 0;
        return size;
    }

    private void AddKey(ReadOnlySpan<byte> key, int valueRoom)
    {
        if (!open)
        {
            open = true;
            Span<byte> header = stackalloc byte[RunFormat.HeaderLength];
            header.Clear();
            RunFormat.Magic.CopyTo(header);
            header[4] = counts ? RunFormat.Counts : RunFormat.Pairs;
            Write(header);
        }

        var needed = used + (2 * RunFormat.MaxVarint) + key.Length + valueRoom;
        if (needed > block.Length)
        {
            Array.Resize(ref block, RunFormat.RoundUp(needed));
        }

        var shared = RunFormat.SharedPrefix(previous.AsSpan(0, previousLength), key);
        used += RunFormat.WriteVarint(block.AsSpan(used), (ulong)shared);
        used += RunFormat.WriteVarint(block.AsSpan(used), (ulong)(key.Length - shared));
        key[shared..].CopyTo(block.AsSpan(used));
        used += key.Length - shared;
        if (key.Length > previous.Length)
        {
            Array.Resize(ref previous, RunFormat.RoundUp(key.Length));
        }

        key[shared..].CopyTo(previous.AsSpan(shared));
        previousLength = key.Length;
    }

    private void EndRecord()
    {
        records++;
        if (used >= RunFormat.BlockSize)
        {
            WriteBlock();
        }
    }

    private void WriteBlock()
    {
        previousLength = 0;
        if (used == RunFormat.BlockHeaderLength)
        {
            return;
        }

        cancellationToken.ThrowIfCancellationRequested();
        var payload = block.AsSpan(RunFormat.BlockHeaderLength, used - RunFormat.BlockHeaderLength);
        BinaryPrimitives.WriteInt32LittleEndian(block, payload.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(block.AsSpan(4), XxHash3.HashToUInt64(payload));
        Write(block.AsSpan(0, used));
        used = RunFormat.BlockHeaderLength;
    }

    private void Write(ReadOnlySpan<byte> data)
    {
        stream.Write(data);
        bytes += data.Length;
    }
}
