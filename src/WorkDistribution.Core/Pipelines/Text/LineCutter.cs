namespace WorkDistribution.Core.Pipelines.Text;

/// <summary>
/// Cuts a text at line ends into splits as large as a bound allows, while it is read from front to back. A line longer than the bound
/// becomes a split of its own.
/// </summary>
/// <param name="splitBytes">Upper bound of a split in bytes, at least 1.</param>
public sealed class LineCutter(long splitBytes)
{
    private readonly long _splitBytes = splitBytes >= 1 ? splitBytes : throw new ArgumentOutOfRangeException(nameof(splitBytes));
    private readonly List<TextSplit> _splits = [];
    private long _position;
    private long _start;
    private long _startLine = 1;
    private long _lineStart;
    private long _line = 1;

    /// <summary>Takes the next bytes of the text.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        int newline;
        while ((newline = bytes.IndexOf((byte)'\n')) >= 0)
        {
            _position += newline + 1;
            bytes = bytes[(newline + 1)..];
            EndLine();
        }

        _position += bytes.Length;
    }

    /// <summary>Ends the text.</summary>
    /// <returns>The splits, which tile it in order; none for an empty one.</returns>
    public IReadOnlyList<TextSplit> Finish()
    {
        if (_position > _lineStart)
        {
            EndLine();
        }

        Cut();
        return _splits;
    }

    private void EndLine()
    {
        if (_position - _start > _splitBytes)
        {
            Cut();
        }

        (_lineStart, _line) = (_position, _line + 1);
    }

    // Ends the split where the current line begins.
    private void Cut()
    {
        if (_lineStart > _start)
        {
            _splits.Add(new TextSplit(_start, _lineStart - _start, _startLine));
            (_start, _startLine) = (_lineStart, _line);
        }
    }
}
