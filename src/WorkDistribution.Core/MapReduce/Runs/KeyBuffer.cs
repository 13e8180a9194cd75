namespace WorkDistribution.Core.MapReduce;

/// <summary>A copy of the key of a group.</summary>
internal sealed class KeyBuffer
{
    private byte[] bytes = new byte[64];
    private int length;

    public ReadOnlySpan<byte> Key => bytes.AsSpan(0, length);

    public bool Is(ReadOnlySpan<byte> key) => key.SequenceEqual(bytes.AsSpan(0, length));

    public void Set(ReadOnlySpan<byte> key)
    {
        if (key.Length > bytes.Length)
        {
            bytes = new byte[RunFormat.RoundUp(key.Length)];
        }

        key.CopyTo(bytes);
        length = key.Length;
    }
}
