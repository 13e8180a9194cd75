using WorkDistribution.Core.Partitioning;

namespace WorkDistribution.Core.MapReduce;

/// <summary>Maps the blocks of ranges.</summary>
internal interface IBlockMapper
{
    /// <summary>Begins a range; <paramref name="firstByte"/> is where its first record begins in the input.</summary>
    void BeginRange(InputRange range, long firstByte);

    /// <summary>
    /// Maps the whole records of <paramref name="length"/> bytes at <paramref name="start"/>. At least
    /// <see cref="RangeReader.Padding"/> bytes of the array follow them. The bytes may be changed.
    /// </summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="start">Where the data begins.</param>
    /// <param name="length">Length of the data.</param>
    /// <param name="last">Whether the range ends with this block, so that an unterminated record is complete.</param>
    /// <returns>Number of bytes consumed; the rest is given again, followed by more. All of it when <paramref name="last"/>.</returns>
    int Map(byte[] buffer, int start, int length, bool last);

    /// <summary>Ends a range.</summary>
    /// <param name="wholeInput">Whether the range held the input from its first to its last byte.</param>
    void EndRange(bool wholeInput);
}
