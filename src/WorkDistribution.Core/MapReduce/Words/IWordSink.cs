using System.Runtime.Intrinsics;

namespace WorkDistribution.Core.MapReduce;

/// <summary>Takes the words a scanner finds. Implemented by structs, so that the calls are inlined into the scanner's loop.</summary>
internal interface IWordSink
{
    /// <summary>A word of 1 to 16 bytes, padded with zeros. A word holds no zero byte.</summary>
    void OnShortWord(Vector128<byte> word, int length);

    /// <summary>A word of more than 16 bytes.</summary>
    void OnLongWord(ReadOnlySpan<byte> word);
}
