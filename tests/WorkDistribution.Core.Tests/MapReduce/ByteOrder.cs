namespace WorkDistribution.Core.Tests.MapReduce;

/// <summary>Orders keys by their unsigned bytes.</summary>
internal sealed class ByteOrder : IComparer<byte[]>
{
    public static ByteOrder Instance { get; } = new();

    public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
}
