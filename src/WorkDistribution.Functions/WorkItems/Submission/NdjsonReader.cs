using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace WorkDistribution.Functions.WorkItems.Submission;

/// <summary>Reads lines of a stream as they arrive. Blank lines are skipped but counted.</summary>
internal static class NdjsonReader
{
    /// <summary>Reads lines.</summary>
    /// <param name="body">The stream.</param>
    /// <param name="maxBytes">Bytes of a line; of a longer one only its number is told.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<NdjsonLine> ReadAsync(Stream body, int maxBytes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
        var number = 1;
        var tooLong = false;
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            while (buffer.PositionOf((byte)'\n') is { } end)
            {
                if (ToLine(number, buffer.Slice(0, end), maxBytes, tooLong) is { } line)
                {
                    yield return line;
                }

                buffer = buffer.Slice(buffer.GetPosition(1, end));
                tooLong = false;
                number++;
            }

            if (result.IsCompleted)
            {
                if (ToLine(number, buffer, maxBytes, tooLong) is { } last)
                {
                    yield return last;
                }

                await reader.CompleteAsync();
                yield break;
            }

            if (buffer.Length > maxBytes)
            {
                // The rest of the line is passed over, so that no line takes more memory than the bound.
                tooLong = true;
                reader.AdvanceTo(buffer.End);
            }
            else
            {
                reader.AdvanceTo(buffer.Start, buffer.End);
            }
        }
    }

    private static NdjsonLine? ToLine(int number, ReadOnlySequence<byte> bytes, int maxBytes, bool tooLong) =>
        tooLong || bytes.Length > maxBytes ? new NdjsonLine(number, null)
        : IsBlank(bytes) ? null
        : new NdjsonLine(number, bytes.ToArray());

    private static bool IsBlank(ReadOnlySequence<byte> bytes)
    {
        foreach (var segment in bytes)
        {
            if (segment.Span.ContainsAnyExcept(" \t\r"u8))
            {
                return false;
            }
        }

        return true;
    }
}
