using System.Text;

namespace WorkDistribution.LocalRuntime.Engine.History;

/// <summary>Writes the compact binary form of rows: LEB128 integers, and strings that repeat are stored once a row.</summary>
internal sealed class RowWriter
{
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private byte[] _buffer = new byte[512];
    private int _length;

    public byte[] ToArray() => _buffer.AsSpan(0, _length).ToArray();

    public void Reset()
    {
        _length = 0;
        _names.Clear();
        if (_buffer.Length > 1 << 20)
        {
            // One huge fan-out must not pin its buffer for ever.
            _buffer = new byte[512];
        }
    }

    public void Byte(byte value)
    {
        Reserve(1);
        _buffer[_length++] = value;
    }

    public void Number(ulong value)
    {
        Reserve(10);
        while (value >= 0x80)
        {
            _buffer[_length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _buffer[_length++] = (byte)value;
    }

    public void Number(long value) => Number((ulong)value);

    public void Text(string? value)
    {
        if (value is null)
        {
            Byte(0);
            return;
        }

        var bytes = Encoding.UTF8.GetByteCount(value);
        Number((ulong)bytes + 1);
        Reserve(bytes);
        Encoding.UTF8.GetBytes(value, _buffer.AsSpan(_length));
        _length += bytes;
    }

    /// <summary>A string that is likely to occur again in this row.</summary>
    public void Name(string value)
    {
        if (_names.TryGetValue(value, out var index))
        {
            Number((ulong)index + 1);
            return;
        }

        Byte(0);
        Text(value);
        _names.Add(value, _names.Count);
    }

    private void Reserve(int bytes)
    {
        if (_buffer.Length - _length < bytes)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + bytes));
        }
    }
}
