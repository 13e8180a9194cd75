using System.IO.Enumeration;

namespace WorkDistribution.Functions.MapReduce.Input;

/// <summary>
/// Expands glob patterns (<c>*</c> and <c>?</c> within a segment, <c>**</c> for any number of folders; a folder stands for everything
/// below it) without ever leaving the <see cref="InputRoots"/>: it walks in real paths, so a link is judged by where it leads.
/// </summary>
/// <remarks>
/// A matcher that lists first and filters afterwards would read folders outside the roots and follow links in circles. This one visits
/// each pair of folder and pattern position once, which also bounds patterns with several <c>**</c>.
/// </remarks>
/// <param name="roots">The folders below which files may lie.</param>
/// <param name="maxFiles">Most files that are taken.</param>
/// <param name="hidden">Folders, as real paths, that a pattern reaches only by naming them: what the host keeps changes while it is read.</param>
internal sealed class FileGlob(InputRoots roots, int maxFiles, IReadOnlyCollection<string> hidden)
{
    private static readonly bool IgnoreCase = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS();
    private static readonly char[] Wildcards = ['*', '?'];

    private readonly SortedDictionary<string, FileInfo> _files = new(StringComparer.Ordinal);
    private readonly HashSet<(string Folder, int Position)> _visited = [];
    private string[] _segments = [];
    private string _field = "";
    private string _pattern = "";
    private bool _literal;
    private int _matched;

    /// <summary>The files found so far, by their real paths in ordinal order, each once.</summary>
    public IReadOnlyCollection<FileInfo> Files => _files.Values;

    /// <summary>Adds what a pattern matches.</summary>
    /// <param name="field">The field of the request that holds the pattern.</param>
    /// <param name="pattern">An absolute pattern, or one relative to the current directory.</param>
    /// <returns>How many files the pattern matches.</returns>
    /// <exception cref="InputRejectedException">It matches nothing, leaves the roots, or meets something that cannot be read.</exception>
    public int Add(string field, string pattern)
    {
        (_field, _pattern) = (field, pattern);
        if (string.IsNullOrWhiteSpace(pattern) || pattern.Contains('\0', StringComparison.Ordinal))
        {
            throw new InputRejectedException(_field, "is empty or not a path.");
        }

        var full = Path.GetFullPath(pattern);
        var wildcard = pattern.IndexOfAny(Wildcards);
        _literal = wildcard < 0 || File.Exists(full);
        if (!_literal && pattern[wildcard..].Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar).Contains(".."))
        {
            throw new InputRejectedException(_field, $"'{pattern}' has '..' after a wildcard, which means nothing.");
        }

        var root = Path.GetPathRoot(full)!;
        _segments = Segments(full[root.Length..]);
        _visited.Clear();
        var before = _matched;
        try
        {
            Match(root, 0);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new InputRejectedException(_field, $"'{pattern}' cannot be read: {e.Message}");
        }

        return _matched > before ? _matched - before : throw new InputRejectedException(_field, $"'{pattern}' matches no file below {roots}.");
    }

    private string[] Segments(string path)
    {
        var segments = path.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        return _literal
            ? segments
            : [.. segments.Where((segment, i) => i == 0 || segment != "**" || segments[i - 1] != "**")];
    }

    private void Match(string folder, int position)
    {
        if (!_visited.Add((folder, position)))
        {
            return;
        }

        // Past the last segment stands a folder that was named without a pattern: everything below it.
        var segment = position < _segments.Length ? _segments[position] : "**";
        var isLast = position >= _segments.Length - 1;
        if (position < _segments.Length && (_literal || segment.AsSpan().IndexOfAny(Wildcards) < 0))
        {
            MatchLiteral(Path.Combine(folder, segment), position, isLast);
        }
        else if (segment == "**")
        {
            MatchAnyDepth(folder, position, isLast);
        }
        else
        {
            MatchWildcard(folder, segment, position, isLast);
        }
    }

    private void MatchLiteral(string path, int position, bool isLast)
    {
        var real = RealPath.Resolve(path);
        if (!roots.Contain(real) && !roots.LieBelow(real))
        {
            throw Outside(path, real);
        }

        if (Directory.Exists(real))
        {
            Match(real, position + 1);
        }
        else if (isLast && File.Exists(real))
        {
            Accept(new FileInfo(path));
        }
    }

    private void MatchAnyDepth(string folder, int position, bool isLast)
    {
        if (!isLast)
        {
            Match(folder, position + 1);
        }

        foreach (var entry in Entries(folder))
        {
            if (entry is DirectoryInfo below)
            {
                Descend(below, position);
            }
            else if (isLast)
            {
                Accept((FileInfo)entry);
            }
        }
    }

    private void MatchWildcard(string folder, string segment, int position, bool isLast)
    {
        foreach (var entry in Entries(folder))
        {
            if (!FileSystemName.MatchesSimpleExpression(segment, entry.Name, IgnoreCase))
            {
                continue;
            }

            if (!isLast && entry is DirectoryInfo below)
            {
                Descend(below, position + 1);
            }
            else if (isLast && entry is FileInfo file)
            {
                Accept(file);
            }
        }
    }

    private void Descend(DirectoryInfo folder, int position)
    {
        var real = folder.LinkTarget is null ? folder.FullName : RealPath.Resolve(folder.FullName);
        if (hidden.Contains(real))
        {
            return;
        }

        if (roots.Contain(real) || roots.LieBelow(real))
        {
            Match(real, position);
        }
        else if (folder.LinkTarget is not null)
        {
            throw Outside(folder.FullName, real);
        }
    }

    private void Accept(FileInfo file)
    {
        // The folder is a real path already, so only the file itself can be a link.
        var real = file.LinkTarget is null ? file.FullName : RealPath.Resolve(file.FullName);
        if (!roots.Contain(real))
        {
            // A sibling of a root is met on the way to the root; only a link points there on purpose.
            if (file.LinkTarget is null && !_literal)
            {
                return;
            }

            throw Outside(file.FullName, real);
        }

        if (!File.Exists(real))
        {
            return;
        }

        _matched++;
        if (_files.Count >= maxFiles && !_files.ContainsKey(real))
        {
            throw new InputRejectedException(_field, $"matches more than {maxFiles} files. Narrow the pattern or raise MapReduce__MaxInputs.");
        }

        _files[real] = new FileInfo(real);
    }

    private static IEnumerable<FileSystemInfo> Entries(string folder) => new DirectoryInfo(folder).EnumerateFileSystemInfos();

    private InputRejectedException Outside(string path, string real) => new(
        _field,
        path == real
            ? $"'{_pattern}' lies outside the folders that jobs may read: {roots}. An operator adds folders by MapReduce__InputRoots__0 and so on."
            : $"'{path}' is or goes through a link that leads outside the folders that jobs may read: {roots}.");
}
