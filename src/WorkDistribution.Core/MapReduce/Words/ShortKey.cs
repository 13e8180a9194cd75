using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace WorkDistribution.Core.MapReduce;

/// <summary>Loads keys of up to 16 bytes into one vector.</summary>
internal static class ShortKey
{
    /// <summary>Longest key that fits.</summary>
    public const int MaxLength = 16;

    private static ReadOnlySpan<byte> Mask =>
    [
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>Loads a key where 16 bytes can be read; what follows the key is cleared.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> LoadPadded(ref byte key, int length) =>
        Vector128.LoadUnsafe(ref key)
        & Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Mask), (nuint)(MaxLength - length));

    /// <summary>Loads a key of which nothing behind its end may be read.</summary>
    public static Vector128<byte> Load(ReadOnlySpan<byte> key)
    {
        Span<byte> padded = stackalloc byte[MaxLength];
        padded.Clear();
        key.CopyTo(padded);
        return Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(padded));
    }
}
