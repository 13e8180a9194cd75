using System.Buffers.Binary;

namespace WorkDistribution.Core.MapReduce;

/// <summary>How a number is kept as a value: 8 bytes, big-endian, the sign flipped so that sorted values are in numeric order.</summary>
internal static class NumberValue
{
    public const int Length = 8;

    public static void Write(Span<byte> target, long value) =>
        BinaryPrimitives.WriteUInt64BigEndian(target, (ulong)value ^ (1UL << 63));

    public static long Read(ReadOnlySpan<byte> source) => source.Length == Length
        ? (long)(BinaryPrimitives.ReadUInt64BigEndian(source) ^ (1UL << 63))
        : throw new FormatException($"The value of {source.Length} bytes was not emitted as a number.");
}
