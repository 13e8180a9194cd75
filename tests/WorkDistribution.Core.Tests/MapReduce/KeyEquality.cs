namespace WorkDistribution.Core.Tests.MapReduce;

/// <summary>Compares keys by their bytes.</summary>
internal sealed class KeyEquality : IEqualityComparer<byte[]>
{
    public static KeyEquality Instance { get; } = new();

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(byte[] obj)
    {
        var hash = new HashCode();
        hash.AddBytes(obj);
        return hash.ToHashCode();
    }
}
