using System.Runtime.Intrinsics;
using WorkDistribution.Core.Partitioning;

namespace WorkDistribution.Core.MapReduce;

/// <summary>Cuts blocks into records and hands them to a job.</summary>
internal sealed class RecordMapper<TTarget>(RecordFormat format, TTarget target)
    where TTarget : struct, IRecordTarget
{
    private readonly WordScanner<WordTarget>? words = format == RecordFormat.Text ? new(new WordTarget(target)) : null;
    private readonly TTarget target = target;
    private string input = "";
    private long offset;

    /// <summary>Records handed on so far.</summary>
    public long Records => words?.Words ?? Lines;

    /// <summary>Lines of the current range so far.</summary>
    public long LinesOfRange { get; private set; }

    private long Lines { get; set; }

    public void BeginRange(InputRange range, long firstByte)
    {
        input = range.Input;
        offset = firstByte;
        LinesOfRange = 0;
        words?.SetInput(new WordTarget(target, input));
    }

    public int Map(byte[] buffer, int start, int length, bool last) =>
        words is null ? MapLines(buffer.AsSpan(start, length), last) : words.Scan(buffer, start, length, last);

    private int MapLines(ReadOnlySpan<byte> data, bool last)
    {
        var position = 0;
        while (position < data.Length)
        {
            var newline = data[position..].IndexOf((byte)'\n');
            if (newline < 0)
            {
                if (!last)
                {
                    break;
                }

                OnLine(data[position..]);
                position = data.Length;
                break;
            }

            OnLine(data.Slice(position, newline + 1));
            position += newline + 1;
        }

        return position;
    }

    private void OnLine(ReadOnlySpan<byte> line)
    {
        var text = line;
        if (text[^1] == '\n')
        {
            text = text[..^1];
            if (text.Length > 0 && text[^1] == '\r')
            {
                text = text[..^1];
            }
        }

        target.OnRecord(new MapRecord(input, text, offset, LinesOfRange));
        offset += line.Length;
        LinesOfRange++;
        Lines++;
    }

    private readonly struct WordTarget(TTarget target, string input = "") : IWordSink
    {
        public void OnShortWord(Vector128<byte> word, int length)
        {
            Span<byte> bytes = stackalloc byte[ShortKey.MaxLength];
            word.CopyTo(bytes);
            OnLongWord(bytes[..length]);
        }

        public void OnLongWord(ReadOnlySpan<byte> word) => target.OnRecord(new MapRecord(input, word, -1, -1));
    }
}
