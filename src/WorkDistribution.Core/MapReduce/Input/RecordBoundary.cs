using System.Buffers;
using System.Text;

namespace WorkDistribution.Core.MapReduce;

/// <summary>
/// Where an input may be cut: a function of the bytes from a position on, so that neighbouring ranges agree without talking.
/// </summary>
/// <remarks>
/// Lines: behind the first <c>\n</c>. Text: at the first byte that is no UTF-8 continuation byte and does not begin a letter or a
/// digit; a decoder always begins anew at such a byte, so cutting there changes no word, whatever stands around it.
/// </remarks>
internal static class RecordBoundary
{
    private static readonly SearchValues<byte> AsciiWordBytes =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>Finds the first cut at or after <paramref name="from"/>.</summary>
    /// <param name="format">How the input is cut.</param>
    /// <param name="data">The bytes at hand.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="endOfInput">Whether no bytes follow.</param>
    /// <param name="resume">When nothing is found: where to begin once more bytes are at hand.</param>
    /// <returns>Index of the cut, up to the length of the data; -1 when there is none yet.</returns>
    public static int Find(RecordFormat format, ReadOnlySpan<byte> data, int from, bool endOfInput, out int resume)
    {
        resume = data.Length;
        if (from >= data.Length)
        {
            resume = from;
            return endOfInput ? data.Length : -1;
        }

        var found = format == RecordFormat.Lines ? FindLine(data, from) : FindWordEnd(data, from, endOfInput, ref resume);
        return found < 0 && endOfInput ? data.Length : found;
    }

    private static int FindLine(ReadOnlySpan<byte> data, int from)
    {
        var newline = data[from..].IndexOf((byte)'\n');
        return newline < 0 ? -1 : from + newline + 1;
    }

    private static int FindWordEnd(ReadOnlySpan<byte> data, int from, bool endOfInput, ref int resume)
    {
        var i = from;
        while (i < data.Length)
        {
            var skip = data[i..].IndexOfAnyExcept(AsciiWordBytes);
            if (skip < 0)
            {
                return -1;
            }

            i += skip;
            if (data[i] < 0x80)
            {
                return i;
            }

            if ((data[i] & 0xC0) == 0x80)
            {
                i++;
                continue;
            }

            var status = Rune.DecodeFromUtf8(data[i..], out var rune, out var consumed);
            if (status == OperationStatus.NeedMoreData && !endOfInput)
            {
                resume = i;
                return -1;
            }

            if (status != OperationStatus.Done || !Rune.IsLetterOrDigit(rune))
            {
                return i;
            }

            i += consumed;
        }

        return -1;
    }
}
