using System.Text;

namespace WorkDistribution.LocalRuntime.Engine.History;

/// <summary>Reads what <see cref="RowWriter"/> wrote. A row that ends early or claims impossible lengths is corrupt.</summary>
internal ref struct RowReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private List<string>? _names;
    private int _position;

    public readonly bool AtEnd => _position >= _data.Length;

    public byte Byte()
    {
        if (_position >= _data.Length)
        {
            throw Corrupt();
        }

        return _data[_position++];
    }

    public ulong Unsigned()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Corrupt();
    }

    public long Number() => (long)Unsigned();

    public int Count()
    {
        var value = Unsigned();
        return value <= (ulong)_data.Length ? (int)value : throw Corrupt();
    }

    public string? Text()
    {
        var length = Unsigned();
        if (length == 0)
        {
            return null;
        }

        length--;
        if (length > (ulong)(_data.Length - _position))
        {
            throw Corrupt();
        }

        var text = Encoding.UTF8.GetString(_data.Slice(_position, (int)length));
        _position += (int)length;
        return text;
    }

    public string Name()
    {
        var index = Unsigned();
        _names ??= [];
        if (index > 0)
        {
            return index <= (ulong)_names.Count ? _names[(int)index - 1] : throw Corrupt();
        }

        var name = Text() ?? throw Corrupt();
        _names.Add(name);
        return name;
    }

    private static InvalidDataException Corrupt() =>
        new("The row is corrupt: it ends early or holds an impossible length. Restore the state folder from a backup, or purge the instance.");
}
