namespace LocalRuntime.Contracts.Tests.PublicApi;

/// <summary>A line of a list in which a comment above each group of lines says why they are there.</summary>
internal sealed record ReasonedLine(string Text, string Reason)
{
    /// <summary>Reads such a list: <c># reason</c>, then the lines it covers up to an empty line.</summary>
    /// <exception cref="InvalidDataException">A line has no reason.</exception>
    public static IReadOnlyList<ReasonedLine> Read(string path)
    {
        List<ReasonedLine> lines = [];
        string reason = string.Empty;
        foreach (string line in File.ReadLines(path))
        {
            if (line.Length == 0)
            {
                reason = string.Empty;
            }
            else if (line.StartsWith('#'))
            {
                reason = $"{reason} {line.TrimStart('#').Trim()}".Trim();
            }
            else
            {
                lines.Add(reason.Length > 0
                    ? new ReasonedLine(line, reason)
                    : throw new InvalidDataException($"{path}: no reason for '{line}'."));
            }
        }

        return lines;
    }

    /// <summary>Whether this is the given line of the listing, or the type that the line belongs to.</summary>
    public bool Covers(string listed) =>
        Text == listed || (listed.StartsWith(Text, StringComparison.Ordinal) && listed.AsSpan(Text.Length).StartsWith(" :: "));
}
