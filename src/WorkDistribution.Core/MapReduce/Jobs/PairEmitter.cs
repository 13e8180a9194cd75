using System.Text;

namespace WorkDistribution.Core.MapReduce;

/// <summary>Takes the pairs that a mapper emits. Text is kept as UTF-8. A key or a value may have up to 96 MiB.</summary>
public sealed class PairEmitter
{
    private readonly PairBuffer buffer;
    private byte[] keyBytes = new byte[256];
    private byte[] valueBytes = new byte[256];

    internal PairEmitter(PairBuffer buffer) => this.buffer = buffer;

    /// <summary>Emits a pair of bytes.</summary>
    public void Emit(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => buffer.Add(key, value);

    /// <summary>Emits a pair of texts.</summary>
    public void Emit(string key, string value) => buffer.Add(Encode(key, ref keyBytes), Encode(value, ref valueBytes));

    /// <summary>Emits a text for a key of bytes.</summary>
    public void Emit(ReadOnlySpan<byte> key, string value) => buffer.Add(key, Encode(value, ref valueBytes));

    /// <summary>Emits a number, to be read by <see cref="GroupValues.CurrentInt64"/>.</summary>
    public void Emit(ReadOnlySpan<byte> key, long value)
    {
        Span<byte> number = stackalloc byte[NumberValue.Length];
        NumberValue.Write(number, value);
        buffer.Add(key, number);
    }

    /// <summary>Emits a number, to be read by <see cref="GroupValues.CurrentInt64"/>.</summary>
    public void Emit(string key, long value) => Emit(Encode(key, ref keyBytes), value);

    private static ReadOnlySpan<byte> Encode(string text, ref byte[] target)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (target.Length < most)
        {
            target = new byte[most];
        }

        return target.AsSpan(0, Encoding.UTF8.GetBytes(text, target));
    }
}
