using System.Text;

namespace WorkDistribution.Core.MapReduce;

/// <summary>One record handed to a mapper. It is valid during the call only.</summary>
public readonly ref struct MapRecord
{
    internal MapRecord(string input, ReadOnlySpan<byte> bytes, long offset, long line)
    {
        Input = input;
        Bytes = bytes;
        Offset = offset;
        Line = line;
    }

    /// <summary>Name of the input the record comes from.</summary>
    public string Input { get; }

    /// <summary>The record as UTF-8 bytes, as they stand in the input (lower-cased for <see cref="RecordFormat.Text"/>).</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Offset in the input of the first byte of a line; -1 for <see cref="RecordFormat.Text"/>.</summary>
    public long Offset { get; }

    /// <summary>The record as text; invalid UTF-8 becomes U+FFFD. Allocates: prefer <see cref="Bytes"/> where it matters.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>Number of the line among the lines of its range, from 0; -1 for <see cref="RecordFormat.Text"/>.</summary>
    internal long Line { get; }
}
