using WorkDistribution.Core.Partitioning;

namespace WorkDistribution.Core.MapReduce;

/// <summary>
/// Reads the records of ranges, one buffer ahead of the mapper. The records of a range are those between the cut of its offset and
/// the cut of its end (<see cref="RecordBoundary"/>), as Hadoop's record readers have it.
/// </summary>
internal sealed class RangeReader(int readBytes)
{
    /// <summary>Bytes that may be read, and written, behind the data of a buffer.</summary>
    public const int Padding = 64;

    /// <summary>Bytes read beyond the end of a range with its last buffer, enough to finish nearly every record.</summary>
    private const int LookAhead = 4096;

    private ReadBuffer current = new(readBytes, Padding);
    private ReadBuffer next = new(readBytes, Padding);

    /// <summary>Reads one range.</summary>
    public async ValueTask ReadAsync(
        InputRange range,
        RecordFormat format,
        InputOpener open,
        IBlockMapper collector,
        Func<ValueTask> afterBlock,
        IProgress<long>? progress,
        CancellationToken cancellationToken)
    {
        if (range.Length == 0)
        {
            return;
        }

        ArgumentOutOfRangeException.ThrowIfNegative(range.Offset, nameof(range));
        ArgumentOutOfRangeException.ThrowIfNegative(range.Length, nameof(range));
        await using var stream = await open(range, cancellationToken);
        var state = new RangeState(range, format, collector);
        var readPosition = range.Offset;
        var rest = ReadOnlyMemory<byte>.Empty;
        var asked = ReadSize(readPosition, state.End);
        var pending = next.FillAsync(stream, asked, cancellationToken);
        try
        {
            while (true)
            {
                var got = await pending;
                readPosition += got;
                next.Prepend(rest.Span);
                (current, next) = (next, current);
                var endOfInput = got < asked;
                var finished = state.Locate(current, readPosition, endOfInput);
                if (!finished)
                {
                    asked = ReadSize(readPosition, state.End);
                    pending = next.FillAsync(stream, asked, cancellationToken);
                }

                rest = state.Map(current, finished);
                progress?.Report(state.TakeProgress(readPosition));
                await afterBlock();
                if (finished)
                {
                    return;
                }
            }
        }
        finally
        {
            // The buffers are used again by the next range, so nothing may write to them any more. A failure of this read has been
            // thrown by the loop already, or does not matter because the mapper failed first.
            await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Reads one range on the calling thread, without reading ahead.</summary>
    public void Read(InputRange range, RecordFormat format, Func<InputRange, Stream> open, IBlockMapper collector, CancellationToken cancellationToken)
    {
        if (range.Length == 0)
        {
            return;
        }

        using var stream = open(range);
        var state = new RangeState(range, format, collector);
        var readPosition = range.Offset;
        var rest = ReadOnlyMemory<byte>.Empty;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var asked = ReadSize(readPosition, state.End);
            var got = next.Fill(stream, asked);
            readPosition += got;
            next.Prepend(rest.Span);
            (current, next) = (next, current);
            var finished = state.Locate(current, readPosition, endOfInput: got < asked);
            rest = state.Map(current, finished);
            if (finished)
            {
                return;
            }
        }
    }

    private int ReadSize(long position, long end) =>
        (int)Math.Min(readBytes, position < end ? end - position + LookAhead : Math.Max(LookAhead, 64 * 1024));
}
