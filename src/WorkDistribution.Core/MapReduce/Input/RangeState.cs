using WorkDistribution.Core.Partitioning;

namespace WorkDistribution.Core.MapReduce;

/// <summary>Follows one range through its buffers: finds its first record, and where its last one ends.</summary>
internal sealed class RangeState(InputRange range, RecordFormat format, IBlockMapper collector)
{
    /// <summary>Bytes read beyond the end of a range with its last buffer, enough to finish nearly every record.</summary>
    private const int LookAhead = 4096;

    private bool begun;
    private bool empty;
    private bool wholeInput;
    private long searchFrom = range.Offset;
    private long position = range.Offset;
    private long reported = range.Offset;
    private int limit;

    /// <summary>First byte behind the range.</summary>
    public long End { get; } = checked(range.Offset + range.Length);

    /// <summary>What the last buffer left over; it goes in front of the next.</summary>
    public ReadOnlyMemory<byte> Rest { get; private set; }

    /// <summary>Bytes to read next.</summary>
    public int ReadSize(int most) =>
        (int)Math.Min(most, position < End ? End - position + LookAhead : 64 * 1024);

    /// <summary>Finds out which part of a buffer belongs to the range.</summary>
    /// <param name="buffer">The buffer; its start is moved to the first record.</param>
    /// <param name="got">Bytes read into it.</param>
    /// <param name="endOfInput">Whether the input ends with the buffer.</param>
    /// <returns>Whether the range ends with this buffer.</returns>
    public bool Locate(ReadBuffer buffer, int got, bool endOfInput)
    {
        position += got;
        if (endOfInput && position < End)
        {
            throw new EndOfStreamException(
                $"'{range.Input}' ends at byte {position}, before the end of a range planned up to byte {End}: it changed while the job ran.");
        }

        limit = buffer.End;
        var origin = position - buffer.End;
        if (!begun && !Begin(buffer, origin, endOfInput))
        {
            return empty;
        }

        if (position < End)
        {
            return false;
        }

        searchFrom = Math.Max(searchFrom, End);
        var cut = RecordBoundary.Find(
            format, buffer.Bytes.AsSpan(0, buffer.End), (int)(searchFrom - origin), endOfInput, out var resume);
        searchFrom = origin + resume;
        if (cut < 0)
        {
            return false;
        }

        limit = cut;
        wholeInput = endOfInput && range.Offset == 0 && cut == buffer.End;
        return true;
    }

    /// <summary>Maps the located part of a buffer.</summary>
    public void Map(ReadBuffer buffer, bool finished)
    {
        if (!begun)
        {
            if (finished)
            {
                // A range within one long record holds none, and is told nevertheless: grep counts on every range being told.
                collector.BeginRange(range, End);
                collector.EndRange(wholeInput: false);
            }

            Rest = buffer.Bytes.AsMemory(buffer.Start, buffer.End - buffer.Start);
            return;
        }

        var consumed = collector.Map(buffer.Bytes, buffer.Start, limit - buffer.Start, finished);
        var left = limit - buffer.Start - consumed;
        if (finished)
        {
            collector.EndRange(wholeInput);
        }
        else if (left > MapOptions.MaxLineBytes)
        {
            throw new JobInputException(
                $"'{range.Input}' has a line of more than {MapOptions.MaxLineBytes} bytes in the range at {range.Offset}; "
                + "the job reads lines and takes none that long. Exclude the file or break its lines.");
        }

        Rest = buffer.Bytes.AsMemory(buffer.Start + consumed, left);
    }

    /// <summary>Bytes of the range done since the last call.</summary>
    public long TakeProgress()
    {
        var done = Math.Min(position, End);
        var delta = done - reported;
        reported = done;
        return delta;
    }

    private bool Begin(ReadBuffer buffer, long origin, bool endOfInput)
    {
        if (range.Offset > 0)
        {
            var data = buffer.Bytes.AsSpan(0, buffer.End);
            var cut = RecordBoundary.Find(format, data, (int)(searchFrom - origin), endOfInput, out var resume);
            if (cut < 0)
            {
                searchFrom = origin + resume;
                buffer.Start = resume;
                empty = searchFrom >= End;
                return false;
            }

            if (origin + cut > End || (endOfInput && cut == buffer.End))
            {
                empty = true;
                return false;
            }

            buffer.Start = cut;
            searchFrom = origin + cut;
        }

        begun = true;
        collector.BeginRange(range, origin + buffer.Start);
        return true;
    }
}
