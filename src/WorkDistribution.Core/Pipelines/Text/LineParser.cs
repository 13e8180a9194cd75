using System.Text;

namespace WorkDistribution.Core.Pipelines.Text;

/// <summary>Makes records of lines. A line ends with <c>\n</c> or <c>\r\n</c>; the last one needs no end.</summary>
public static class LineParser
{
    /// <summary>Parses whole lines.</summary>
    /// <param name="bytes">UTF-8.</param>
    /// <param name="firstLine">Number of the first line.</param>
    /// <exception cref="BinaryDataException">A byte is zero, which text never holds (the test of git and grep).</exception>
    public static IReadOnlyList<ParsedLine> Parse(ReadOnlySpan<byte> bytes, long firstLine)
    {
        if (bytes.Contains((byte)0))
        {
            throw new BinaryDataException(
                $"Line {firstLine + bytes[..bytes.IndexOf((byte)0)].Count((byte)'\n')} holds a zero byte: this is binary data, or UTF-16. Leave it out, or convert it to UTF-8.");
        }

        var lines = new List<ParsedLine>();
        while (bytes.Length > 0)
        {
            var newline = bytes.IndexOf((byte)'\n');
            var line = newline < 0 ? bytes : bytes[..newline];
            bytes = newline < 0 ? [] : bytes[(newline + 1)..];
            var text = Encoding.UTF8.GetString(newline >= 0 && line is [.., (byte)'\r'] ? line[..^1] : line);
            var (words, characters) = Count(text);
            lines.Add(new ParsedLine(firstLine + lines.Count, words, characters, text));
        }

        return lines;
    }

    private static (int Words, int Characters) Count(string text)
    {
        var (words, characters, inWord) = (0, 0, false);
        foreach (var rune in text.EnumerateRunes())
        {
            var isWord = Rune.IsLetterOrDigit(rune);
            words += isWord && !inWord ? 1 : 0;
            inWord = isWord;
            characters++;
        }

        return (words, characters);
    }
}
