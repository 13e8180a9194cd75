using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace WorkDistribution.Core.MapReduce;

/// <summary>Counts words in a table.</summary>
internal readonly struct CountingSink(CountTable table) : IWordSink
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void OnShortWord(Vector128<byte> word, int length) => table.AddShort(word, length, 1);

    public void OnLongWord(ReadOnlySpan<byte> word) => table.AddLong(word, 1);
}
