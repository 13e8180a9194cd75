namespace WorkDistribution.Functions.MapReduce.Input;

/// <summary>Resolves the symbolic links in every component of a path, as realpath(3) does.</summary>
internal static class RealPath
{
    /// <summary>As many links as Linux follows before it gives up on a loop.</summary>
    private const int MaxLinks = 40;

    /// <summary>The path without links. Components that do not exist are kept as they are.</summary>
    /// <param name="path">An absolute path.</param>
    /// <exception cref="IOException">More than 40 links: a loop.</exception>
    public static string Resolve(string path)
    {
        var root = Path.GetPathRoot(path)!;
        var pending = new Stack<string>(Components(path, root).Reverse());
        var resolved = root;
        var links = 0;
        while (pending.TryPop(out var component))
        {
            if (component == "..")
            {
                resolved = Path.GetDirectoryName(resolved) ?? root;
                continue;
            }

            var next = Path.Combine(resolved, component);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                resolved = next;
                continue;
            }

            if (++links > MaxLinks)
            {
                throw new IOException($"'{path}' goes through more than {MaxLinks} symbolic links.");
            }

            // The target's own components may be links too, so they are walked like the rest.
            var targetRoot = Path.GetPathRoot(target)!;
            resolved = targetRoot.Length > 0 ? targetRoot : resolved;
            foreach (var part in Components(target, targetRoot).Reverse())
            {
                pending.Push(part);
            }
        }

        return resolved;
    }

    private static IEnumerable<string> Components(string path, string root) =>
        path[root.Length..].Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries)
            .Where(static component => component != ".");
}
