namespace WorkDistribution.Core.Pipelines.Text;

/// <summary>Tells what a line is, and how long it takes to read.</summary>
public static class LineClassifier
{
    /// <summary>200 words a minute.</summary>
    private const long ReadingMsPerWord = 300;

    /// <summary>Enriches a line.</summary>
    public static EnrichedLine Enrich(ParsedLine line) =>
        new(line.Number, Classify(line.Text), line.Words, line.Characters, line.Words * ReadingMsPerWord);

    /// <summary>Tells what a line is.</summary>
    /// <param name="text">The line without its end.</param>
    public static LineKind Classify(ReadOnlySpan<char> text)
    {
        if (text.IsWhiteSpace())
        {
            return LineKind.Blank;
        }

        var level = text.IndexOfAnyExcept('#');
        if (level is >= 1 and <= 6 && text[level] == ' ')
        {
            return LineKind.Heading;
        }

        var isCode = text.StartsWith("\t") || text.StartsWith("    ") || text.StartsWith("```") || text.TrimEnd() is [.., ';' or '{' or '}' or '>'];
        return isCode ? LineKind.Code : LineKind.Prose;
    }
}
