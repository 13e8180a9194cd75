using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace WorkDistribution.Core.MapReduce;

/// <summary>
/// Finds words in UTF-8: maximal runs of Unicode letters and digits, lower-cased invariantly.
/// </summary>
/// <remarks>
/// 64 bytes at a time are classified and lower-cased in place with vectors; bytes of 0x80 and above count as part of a run.
/// The edges of the runs are written to an array first, so that the loop over words has few unpredictable branches (the idea of
/// simdjson's stage one). A run that holds non-ASCII bytes is then cut rune by rune (<see cref="RuneSplitter"/>).
/// </remarks>
internal sealed class WordScanner<TSink>(TSink sink)
    where TSink : struct, IWordSink
{
    private const int Window = 4096;

    private readonly int[] edges = new int[Window + 72];
    private readonly RuneSplitter splitter = new();
    private TSink sink = sink;

    /// <summary>Words found so far.</summary>
    public long Words { get; private set; }

    /// <summary>Replaces the sink, which knows the input the words come from.</summary>
    public void SetInput(TSink replacement) => sink = replacement;

    /// <summary>Scans a block; 64 bytes behind it must be accessible.</summary>
    /// <returns>Bytes consumed: all but the run that reaches the end, unless this is the last block.</returns>
    public int Scan(byte[] buffer, int start, int length, bool last)
    {
        // Masked once here instead of bounds checks in every step of the loops below.
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + length + RangeReader.Padding, buffer.Length, nameof(length));
        var end = start + length;
        var position = start;
        if (splitter.InRun)
        {
            position = ContinueLongRun(buffer, start, end, last);
            if (splitter.InRun)
            {
                return position - start;
            }
        }

        var runStart = -1;
        while (position < end)
        {
            var size = Math.Min(Window, end - position);
            runStart = ScanWindow(buffer, position, size, runStart);
            position += size;
        }

        if (runStart < 0)
        {
            return length;
        }

        if (last)
        {
            OnRun(buffer, runStart, end - runStart);
            return length;
        }

        return end - runStart <= WordBounds.MaxWordBytes ? runStart - start : BeginLongRun(buffer, runStart, end) - start;
    }

    private int ScanWindow(byte[] buffer, int position, int size, int runStart)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(buffer);
        ref var edge = ref MemoryMarshal.GetArrayDataReference(edges);
        edge = runStart;
        var count = runStart < 0 ? 0 : 1;
        var carry = (ulong)count;
        var high = Vector256<byte>.Zero;
        for (var i = 0; i < size; i += 64)
        {
            var mask = Classify(ref Unsafe.Add(ref first, position + i), ref high);
            if (size - i < 64)
            {
                mask &= (1UL << (size - i)) - 1;
            }

            var changes = mask ^ ((mask << 1) | carry);
            carry = mask >> 63;
            count = WriteEdges(ref edge, count, changes, position + i);
        }

        // A partial last chunk has ended its run within the mask; reopen it when it ends exactly with the data.
        if ((size & 63) != 0 && (count & 1) == 0 && count > 0 && edges[count - 1] == position + size)
        {
            count--;
        }

        var done = 0;
        if (runStart >= 0 && count > 1)
        {
            // The run began in an earlier window, of which it is not known here whether it was all ASCII.
            OnRun(buffer, runStart, edges[1] - runStart);
            done = 2;
        }

        if (high.ExtractMostSignificantBits() == 0)
        {
            OnAsciiRuns(buffer, done, count & ~1);
        }
        else
        {
            for (; done + 1 < count; done += 2)
            {
                OnRun(buffer, edges[done], edges[done + 1] - edges[done]);
            }
        }

        return (count & 1) != 0 ? edges[count - 1] : -1;
    }

    /// <summary>Lower-cases 64 bytes in place and tells which are ASCII letters or digits, or no ASCII at all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Classify(ref byte bytes, ref Vector256<byte> high)
    {
        var low = ClassifyHalf(ref bytes, ref high);
        return low | ((ulong)ClassifyHalf(ref Unsafe.Add(ref bytes, 32), ref high) << 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint ClassifyHalf(ref byte bytes, ref Vector256<byte> high)
    {
        var value = Vector256.LoadUnsafe(ref bytes);
        var lower = value | Vector256.Create((byte)0x20);
        var letterRank = lower - Vector256.Create((byte)'a');
        var letters = Vector256.Equals(Vector256.Min(letterRank, Vector256.Create((byte)25)), letterRank);
        var digitRank = value - Vector256.Create((byte)'0');
        var digits = Vector256.Equals(Vector256.Min(digitRank, Vector256.Create((byte)9)), digitRank);
        Vector256.ConditionalSelect(letters, lower, value).StoreUnsafe(ref bytes);
        high |= value;
        return (letters | digits | value).ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WriteEdges(ref int edges, int count, ulong changes, int origin)
    {
        var total = BitOperations.PopCount(changes);
        ref var target = ref Unsafe.Add(ref edges, count);
        // Eight at a time without looking: the array has room for what is written in vain.
        for (var written = 0; written < total; written += 8)
        {
            for (var i = 0; i < 8; i++)
            {
                Unsafe.Add(ref target, written + i) = origin + BitOperations.TrailingZeroCount(changes);
                changes &= changes - 1;
            }
        }

        return count + total;
    }

    private void OnAsciiRuns(byte[] buffer, int from, int to)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(buffer);
        ref var edge = ref MemoryMarshal.GetArrayDataReference(edges);
        Words += (to - from) >> 1;
        for (var i = from; i < to; i += 2)
        {
            var start = Unsafe.Add(ref edge, i);
            var length = Unsafe.Add(ref edge, i + 1) - start;
            if (length <= ShortKey.MaxLength)
            {
                sink.OnShortWord(ShortKey.LoadPadded(ref Unsafe.Add(ref first, start), length), length);
            }
            else
            {
                sink.OnLongWord(buffer.AsSpan(start, length));
            }
        }
    }

    private void OnRun(byte[] buffer, int start, int length)
    {
        var run = buffer.AsSpan(start, length);
        if (length > WordBounds.MaxWordBytes || !Ascii.IsValid(run))
        {
            splitter.Feed(run, endOfRun: true);
            TakeWords();
            return;
        }

        OnWord(run);
    }

    private void OnWord(ReadOnlySpan<byte> word)
    {
        Words++;
        if (word.Length <= ShortKey.MaxLength)
        {
            sink.OnShortWord(ShortKey.Load(word), word.Length);
        }
        else
        {
            sink.OnLongWord(word);
        }
    }

    private int BeginLongRun(byte[] buffer, int start, int end)
    {
        var consumed = splitter.Feed(buffer.AsSpan(start..end), endOfRun: false);
        TakeWords();
        return start + consumed;
    }

    private int ContinueLongRun(byte[] buffer, int start, int end, bool last)
    {
        var data = buffer.AsSpan(start..end);
        var runEnd = data.IndexOfAnyExcept(RuneSplitter.RunBytes);
        var endOfRun = runEnd >= 0 || last;
        var consumed = splitter.Feed(runEnd < 0 ? data : data[..runEnd], endOfRun);
        TakeWords();
        return start + consumed;
    }

    private void TakeWords()
    {
        for (var i = 0; i < splitter.Words; i++)
        {
            OnWord(splitter.Word(i));
        }

        splitter.Clear();
    }
}
