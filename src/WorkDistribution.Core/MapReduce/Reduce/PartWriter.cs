using System.Buffers.Text;
using System.Text;

namespace WorkDistribution.Core.MapReduce;

/// <summary>Writes the records of a part: lines of key, tab, value.</summary>
/// <remarks>
/// So that a line is one record and its first tab ends the key, a key's backslash, tab, newline and carriage return are written as
/// <c>\\</c>, <c>\t</c>, <c>\n</c> and <c>\r</c>; in a value so are backslash, newline and carriage return. The jobs <c>grep</c> and
/// <c>sort</c> write lines of the input as they are.
/// </remarks>
public sealed class PartWriter
{
    private const int FlushSize = 64 * 1024;

    private readonly Stream stream;
    private readonly TopCollector top;
    private readonly byte[] buffer = new byte[FlushSize + 4096];
    private int used;
    private long flushed;

    internal PartWriter(Stream stream, int topEntries)
    {
        this.stream = stream;
        top = new TopCollector(topEntries);
    }

    internal long Groups { get; private set; }

    internal long Records { get; private set; }

    internal long TotalCount { get; private set; }

    internal long Bytes => flushed + used;

    /// <summary>Writes a record.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="rank">Place among the top entries, largest first; 0 keeps the first records.</param>
    public void Write(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, long rank = 0)
    {
        AppendEscaped(key, escapeTabs: true);
        Append((byte)'\t');
        AppendEscaped(value, escapeTabs: false);
        EndRecord(1);
        top.Offer(rank, key, value);
    }

    /// <summary>Writes a record of texts.</summary>
    public void Write(string key, string value, long rank = 0) =>
        Write(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value), rank);

    /// <summary>Writes a record of texts.</summary>
    public void Write(ReadOnlySpan<byte> key, string value, long rank = 0) => Write(key, Encoding.UTF8.GetBytes(value), rank);

    /// <summary>Writes a number, which is also the record's rank.</summary>
    public void Write(ReadOnlySpan<byte> key, long value)
    {
        WriteNumber(key, value);
        EndRecord(1);
    }

    /// <summary>Writes a count: it is the rank, and part of the total.</summary>
    internal void WriteCount(ReadOnlySpan<byte> key, long count)
    {
        WriteNumber(key, count);
        EndRecord(count);
    }

    /// <summary>Counts a group of equal keys.</summary>
    internal void BeginGroup() => Groups++;

    /// <summary>Writes a line of the input as it is.</summary>
    internal void WriteLine(ReadOnlySpan<byte> line, long times)
    {
        for (long i = 0; i < times; i++)
        {
            Append(line);
            EndRecord(1);
            top.Offer(0, line, default);
        }
    }

    /// <summary>Writes a record whose value has no line break and stays as it is.</summary>
    internal void WriteRawValue(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        AppendEscaped(key, escapeTabs: true);
        Append((byte)'\t');
        Append(value);
        EndRecord(1);
        top.Offer(0, key, value);
    }

    /// <summary>Begins a record whose value comes in pieces.</summary>
    internal void BeginRecord(ReadOnlySpan<byte> key)
    {
        AppendEscaped(key, escapeTabs: true);
        Append((byte)'\t');
    }

    /// <summary>Appends a piece of a value in which a tab separates fields.</summary>
    internal void AppendField(ReadOnlySpan<byte> field, bool first)
    {
        if (!first)
        {
            Append((byte)'\t');
        }

        AppendEscaped(field, escapeTabs: true);
    }

    /// <summary>Ends a record whose value came in pieces.</summary>
    internal void EndRecord(ReadOnlySpan<byte> key, ReadOnlySpan<byte> shownValue, long rank)
    {
        EndRecord(1);
        top.Offer(rank, key, shownValue);
    }

    internal void Flush()
    {
        stream.Write(buffer, 0, used);
        flushed += used;
        used = 0;
    }

    internal IReadOnlyList<TopEntry> TakeTop() => top.ToEntries();

    private void WriteNumber(ReadOnlySpan<byte> key, long value)
    {
        AppendEscaped(key, escapeTabs: true);
        Span<byte> number = stackalloc byte[20];
        Utf8Formatter.TryFormat(value, number, out var length);
        Append((byte)'\t');
        Append(number[..length]);
        top.Offer(value, key, number[..length]);
    }

    private void EndRecord(long count)
    {
        Append((byte)'\n');
        Records++;
        TotalCount += count;
        if (used >= FlushSize)
        {
            Flush();
        }
    }

    private void AppendEscaped(ReadOnlySpan<byte> text, bool escapeTabs)
    {
        while (true)
        {
            var special = escapeTabs ? text.IndexOfAny("\\\t\n\r"u8) : text.IndexOfAny("\\\n\r"u8);
            if (special < 0)
            {
                Append(text);
                return;
            }

            Append(text[..special]);
            Append((byte)'\\');
            Append(text[special] switch
            {
                (byte)'\t' => (byte)'t',
                (byte)'\n' => (byte)'n',
                (byte)'\r' => (byte)'r',
                var backslash => backslash,
            });
            text = text[(special + 1)..];
        }
    }

    private void Append(byte value)
    {
        if (used == buffer.Length)
        {
            Flush();
        }

        buffer[used++] = value;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > buffer.Length - used)
        {
            Flush();
            if (bytes.Length > buffer.Length)
            {
                stream.Write(bytes);
                flushed += bytes.Length;
                return;
            }
        }

        bytes.CopyTo(buffer.AsSpan(used));
        used += bytes.Length;
    }
}
