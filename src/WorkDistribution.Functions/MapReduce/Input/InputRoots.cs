namespace WorkDistribution.Functions.MapReduce.Input;

/// <summary>The folders (or single files) below which jobs may read, with their links resolved.</summary>
internal sealed class InputRoots
{
    private static readonly StringComparison Comparison =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private readonly string[] _roots;

    private InputRoots(string[] roots)
    {
        _roots = roots;
    }

    /// <summary>Resolves roots as they are on disk now.</summary>
    /// <param name="configured">Absolute or relative paths; when there are none, the current directory and the SDK's documentation.</param>
    public static InputRoots Resolve(ICollection<string> configured) =>
        new([.. (configured.Count > 0 ? configured : Defaults()).Select(static root => RealPath.Resolve(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root))))]);

    /// <summary>Whether a path without links is a root or lies below one.</summary>
    public bool Contain(string realPath) => Array.Exists(_roots, root => IsAtOrBelow(realPath, root));

    /// <summary>Whether a folder without links has a root below it, so that a pattern may pass through it.</summary>
    public bool LieBelow(string realFolder) => Array.Exists(_roots, root => IsAtOrBelow(root, realFolder));

    /// <summary>The roots, for a message.</summary>
    public override string ToString() => string.Join(", ", _roots.Select(static root => $"'{root}'"));

    private static bool IsAtOrBelow(string path, string folder) =>
        path.StartsWith(folder, Comparison)
        && (path.Length == folder.Length || Path.EndsInDirectorySeparator(folder) || path[folder.Length] == Path.DirectorySeparatorChar);

    private static ICollection<string> Defaults() => [Directory.GetCurrentDirectory(), .. SdkDocumentation.Folders()];
}
