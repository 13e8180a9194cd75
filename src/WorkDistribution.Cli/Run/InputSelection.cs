namespace WorkDistribution.Cli.Run;

/// <summary>What the PATH arguments select: glob patterns for the job, and the roots that a host of our own must allow.</summary>
/// <param name="Patterns">Absolute glob patterns.</param>
/// <param name="Roots">Absolute folders that hold everything selected.</param>
internal sealed record InputSelection(IReadOnlyList<string> Patterns, IReadOnlyList<string> Roots)
{
    private static readonly char[] Wildcards = ['*', '?'];

    /// <summary>
    /// A file selects itself, a folder everything below it, a pattern what it matches; no path at all selects
    /// <paramref name="defaultPattern"/>.
    /// </summary>
    /// <exception cref="UsageException">A path does not exist.</exception>
    public static InputSelection From(IReadOnlyList<string> paths, string currentDirectory, string defaultPattern)
    {
        var patterns = new List<string>();
        var roots = new List<string>();
        foreach (var path in paths.Count > 0 ? paths : [defaultPattern])
        {
            var full = Path.GetFullPath(path, currentDirectory);
            if (File.Exists(full))
            {
                patterns.Add(full);
                roots.Add(Path.GetDirectoryName(full)!);
            }
            else if (Directory.Exists(full))
            {
                patterns.Add(Path.Combine(full, "**", "*"));
                roots.Add(full);
            }
            else if (full.AsSpan().IndexOfAny(Wildcards) is var wildcard and >= 0)
            {
                patterns.Add(full);
                roots.Add(Path.GetDirectoryName(full[..wildcard] + "_")!);
            }
            else
            {
                throw new UsageException($"'{path}' does not exist. Give files, folders or glob patterns.");
            }
        }

        return new InputSelection(patterns, [.. roots.Distinct(StringComparer.Ordinal)]);
    }
}
