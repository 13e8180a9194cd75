using System.Numerics;

namespace WorkDistribution.Core.MapReduce;

/// <summary>The format of a sorted segment.</summary>
/// <remarks>
/// A segment is a header (<c>WDR1</c>, a kind byte, three zeros), blocks, and an end. A block is its payload's length (4 bytes) and
/// XxHash3 (8 bytes), then the payload: whole records in key order. A record is the number of bytes its key shares with the key
/// before it in the block, the number of other bytes, those bytes, then a zigzag count or a value's length and bytes; numbers are
/// LEB128. The end is a block length of zero, the number of records (8 bytes), and the XxHash3 of that number (8 bytes), so that a
/// truncated segment is always noticed. Fixed-size numbers are little-endian.
/// </remarks>
internal static class RunFormat
{
    /// <summary>Kind byte of a segment whose values are counts.</summary>
    public const byte Counts = 1;

    /// <summary>Kind byte of a segment whose values are bytes.</summary>
    public const byte Pairs = 2;

    /// <summary>Length of the header.</summary>
    public const int HeaderLength = 8;

    /// <summary>Length of what stands before a payload.</summary>
    public const int BlockHeaderLength = 12;

    /// <summary>Length of the end.</summary>
    public const int EndLength = 20;

    /// <summary>Payload size from which a block is written.</summary>
    public const int BlockSize = 32 * 1024;

    /// <summary>Longest key or value, in bytes: the longest line plus the buffer it may have been completed from.</summary>
    public const int MaxFieldBytes = MapOptions.MaxLineBytes + (32 * 1024 * 1024);

    /// <summary>Longest payload: a block that was nearly full, and one record of the largest size.</summary>
    public const int MaxPayload = BlockSize + (2 * MaxFieldBytes) + 32;

    /// <summary>First bytes of a segment.</summary>
    public static ReadOnlySpan<byte> Magic => "WDR1"u8;

    /// <summary>Most bytes of a LEB128 number.</summary>
    public const int MaxVarint = 10;

    /// <summary>Maps signed numbers to small unsigned ones.</summary>
    public static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    /// <summary>Undoes <see cref="ZigZag"/>.</summary>
    public static long UnZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);

    /// <summary>Writes a LEB128 number.</summary>
    /// <returns>Bytes written.</returns>
    public static int WriteVarint(Span<byte> target, ulong value)
    {
        var n = 0;
        while (value >= 0x80)
        {
            target[n++] = (byte)(value | 0x80);
            value >>= 7;
        }

        target[n++] = (byte)value;
        return n;
    }

    /// <summary>Reads a LEB128 number and moves the position behind it.</summary>
    /// <exception cref="RunCorruptedException">It runs past the end or is too long.</exception>
    public static ulong ReadVarint(ReadOnlySpan<byte> source, ref int position)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if ((uint)position >= (uint)source.Length)
            {
                break;
            }

            var b = source[position++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }

        throw new RunCorruptedException("a number runs past the end of its block");
    }

    /// <summary>Length of the common prefix of two keys.</summary>
    public static int SharedPrefix(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => left.CommonPrefixLength(right);

    /// <summary>Next power of two for a buffer.</summary>
    public static int RoundUp(int size) => (int)Math.Min(BitOperations.RoundUpToPowerOf2((uint)size), (uint)Array.MaxLength);
}
