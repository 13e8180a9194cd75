using System.Buffers.Binary;
using System.Buffers.Text;

namespace WorkDistribution.Core.MapReduce;

/// <summary>Resolves line numbers from the sorted keys of grep.</summary>
internal sealed class LineNumbers
{
    private readonly KeyBuffer input = new();
    private byte[] place = new byte[256];
    private bool any;
    private bool known;
    private long rangeOffset;
    private long base0;
    private long expectedOffset;
    private long linesSoFar;

    /// <summary>Takes the next key.</summary>
    /// <param name="key">The key, a <see cref="GrepKey"/>.</param>
    /// <param name="value">Its value.</param>
    /// <param name="matchPlace">Of a match: the input's name and the line's number.</param>
    /// <returns>Whether it is a match.</returns>
    public bool Take(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, out ReadOnlySpan<byte> matchPlace)
    {
        var name = key[..key.IndexOf((byte)0)];
        var tail = key[(name.Length + 1)..];
        var offset = BinaryPrimitives.ReadInt64BigEndian(tail);
        if (!any || !input.Is(name))
        {
            any = true;
            input.Set(name);
            expectedOffset = 0;
            linesSoFar = 0;
            known = true;
            rangeOffset = -1;
        }

        if (offset != rangeOffset)
        {
            // A gap makes this range and all behind it count from the gap.
            if (offset != expectedOffset)
            {
                known = false;
                linesSoFar = 0;
            }

            rangeOffset = offset;
            base0 = linesSoFar;
        }

        matchPlace = default;
        if (tail[8] == 0)
        {
            linesSoFar = base0 + BinaryPrimitives.ReadInt64BigEndian(value);
            expectedOffset = offset + BinaryPrimitives.ReadInt64BigEndian(value[8..]);
            return false;
        }

        matchPlace = Place(name, base0 + BinaryPrimitives.ReadInt64BigEndian(tail[9..]) + 1);
        return true;
    }

    private ReadOnlySpan<byte> Place(ReadOnlySpan<byte> name, long line)
    {
        if (place.Length < name.Length + 32)
        {
            place = new byte[name.Length + 32];
        }

        name.CopyTo(place);
        var used = name.Length;
        place[used++] = (byte)':';
        if (!known)
        {
            place[used++] = (byte)'?';
            place[used++] = (byte)'+';
        }

        Utf8Formatter.TryFormat(line, place.AsSpan(used), out var written);
        return place.AsSpan(0, used + written);
    }
}
