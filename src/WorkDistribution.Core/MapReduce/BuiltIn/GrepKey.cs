using System.Buffers.Binary;
using System.Text;

namespace WorkDistribution.Core.MapReduce;

/// <summary>
/// Keys of grep: the input's name, a NUL, the range's offset, then either a 0 (how many lines the range has) or a 1 and the line's
/// number within the range. Numbers are 8 bytes, big-endian, so that keys sort as the lines stand in the input.
/// </summary>
internal sealed class GrepKey
{
    public const int RangeTail = 1 + 8 + 1;
    public const int MatchTail = RangeTail + 8;

    private readonly byte[] bytes;
    private readonly int nameLength;

    public GrepKey(string input, long rangeOffset)
    {
        if (input.Contains('\0'))
        {
            throw new JobInputException("The name of an input holds a NUL character, which grep cannot take.");
        }

        nameLength = Encoding.UTF8.GetByteCount(input);
        bytes = new byte[nameLength + MatchTail];
        Encoding.UTF8.GetBytes(input, bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(nameLength + 1), rangeOffset);
    }

    public ReadOnlySpan<byte> ForRange()
    {
        bytes[nameLength + RangeTail - 1] = 0;
        return bytes.AsSpan(0, nameLength + RangeTail);
    }

    public ReadOnlySpan<byte> ForMatch(long line)
    {
        bytes[nameLength + RangeTail - 1] = 1;
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(nameLength + RangeTail), line);
        return bytes;
    }
}
