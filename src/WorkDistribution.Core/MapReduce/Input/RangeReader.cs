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

    /// <summary>Bytes read from a local file at a time: two buffers of that size fit in a core's second-level cache.</summary>
    private const int LocalReadBytes = 128 * 1024;

    private ReadBuffer current = new(readBytes, Padding);
    private ReadBuffer next = new(readBytes, Padding);

    /// <summary>Reads one range: ahead of the mapper from a remote store, in small pieces that stay in the cache from a local file.</summary>
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
        if (stream is not (FileStream or MemoryStream))
        {
            await ReadAheadAsync(stream, state, afterBlock, progress, cancellationToken);
            return;
        }

        // Reading a local file ahead on another core costs more than it gains: the bytes then come from that core's cache.
        while (!ReadPiece(stream, state))
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(state.TakeProgress());
            await afterBlock();
        }

        progress?.Report(state.TakeProgress());
        await afterBlock();
    }

    /// <summary>Reads one range on the calling thread.</summary>
    public void Read(InputRange range, RecordFormat format, Func<InputRange, Stream> open, IBlockMapper collector, CancellationToken cancellationToken)
    {
        if (range.Length == 0)
        {
            return;
        }

        using var stream = open(range);
        var state = new RangeState(range, format, collector);
        while (!ReadPiece(stream, state))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async ValueTask ReadAheadAsync(
        Stream stream, RangeState state, Func<ValueTask> afterBlock, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var asked = state.ReadSize(readBytes);
        var pending = next.FillAsync(stream, asked, cancellationToken);
        try
        {
            bool finished;
            do
            {
                finished = Accept(state, await pending, asked);
                if (!finished)
                {
                    asked = state.ReadSize(readBytes);
                    pending = next.FillAsync(stream, asked, cancellationToken);
                }

                state.Map(current, finished);
                progress?.Report(state.TakeProgress());
                await afterBlock();
            }
            while (!finished);
        }
        finally
        {
            // The buffers are used again by the next range, so nothing may write to them any more. A failure of this read has been
            // thrown by the loop already, or does not matter because the mapper failed first.
            await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private bool ReadPiece(Stream stream, RangeState state)
    {
        var asked = state.ReadSize(Math.Min(readBytes, LocalReadBytes));
        var finished = Accept(state, next.Fill(stream, asked), asked);
        state.Map(current, finished);
        return finished;
    }

    private bool Accept(RangeState state, int got, int asked)
    {
        next.Prepend(state.Rest.Span);
        (current, next) = (next, current);
        return state.Locate(current, got, endOfInput: got < asked);
    }
}
