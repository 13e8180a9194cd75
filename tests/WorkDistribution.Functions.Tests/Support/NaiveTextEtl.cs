using System.Globalization;
using System.Text;

namespace WorkDistribution.Functions.Tests.Support;

/// <summary>What <c>text-etl</c> computes, written down as plainly as possible.</summary>
internal static class NaiveTextEtl
{
    private static readonly string[] Kinds = ["blank", "heading", "code", "prose"];

    /// <summary>The rows of <c>by-source.csv</c> without the header.</summary>
    public static IReadOnlyList<string> Rows(params IEnumerable<(string Path, byte[] Content)> files)
    {
        var rows = new List<string>();
        foreach (var (path, content) in files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            var lines = Encoding.UTF8.GetString(content).Split('\n').ToList();
            if (lines[^1].Length == 0)
            {
                lines.RemoveAt(lines.Count - 1);
            }
            else
            {
                // No line end follows, so a \r is no part of one.
                lines[^1] += "\r";
            }

            var texts = lines.Select(line => line.EndsWith('\r') ? line[..^1] : line).ToList();
            rows.AddRange(Kinds
                .Select(kind => (Kind: kind, Lines: texts.Where(text => Classify(text) == kind).ToList()))
                .Where(group => group.Lines.Count > 0)
                .Select(group => string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path},{group.Kind},{group.Lines.Count},{group.Lines.Sum(Words)},{group.Lines.Sum(text => text.EnumerateRunes().Count())},{300 * group.Lines.Sum(Words)}")));
        }

        return rows;
    }

    private static string Classify(string text)
    {
        if (text.All(char.IsWhiteSpace))
        {
            return "blank";
        }

        var hashes = text.TakeWhile(c => c == '#').Count();
        if (hashes is >= 1 and <= 6 && hashes < text.Length && text[hashes] == ' ')
        {
            return "heading";
        }

        return text[0] == '\t' || text.StartsWith("    ", StringComparison.Ordinal) || text.StartsWith("```", StringComparison.Ordinal) || ";{}>".Contains(text.TrimEnd()[^1], StringComparison.Ordinal)
            ? "code"
            : "prose";
    }

    private static int Words(string text)
    {
        var words = 0;
        var previous = false;
        foreach (var rune in text.EnumerateRunes())
        {
            words += Rune.IsLetterOrDigit(rune) && !previous ? 1 : 0;
            previous = Rune.IsLetterOrDigit(rune);
        }

        return words;
    }
}
