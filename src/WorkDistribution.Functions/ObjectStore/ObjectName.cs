using System.Buffers;

namespace WorkDistribution.Functions.ObjectStore;

/// <summary>
/// The names both backends accept: 1 to 32 segments of <c>A–Z a–z 0–9 . _ -</c>, joined by <c>/</c>, at most 512 characters in all.
/// A segment does not begin with a dot, so neither <c>..</c> nor a backend's own temporary files can be named.
/// </summary>
public static class ObjectName
{
    private const int MaxLength = 512;
    private const int MaxSegments = 32;
    private const int MaxSegmentLength = 128;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>Tells whether a text can be one segment of a name.</summary>
    /// <param name="segment">The text.</param>
    public static bool IsSegment(ReadOnlySpan<char> segment) =>
        segment.Length is > 0 and <= MaxSegmentLength && segment[0] != '.' && !segment.ContainsAnyExcept(Allowed);

    /// <summary>Checks an object's name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The same name.</returns>
    /// <exception cref="ArgumentException">The name breaks a rule of this class.</exception>
    public static string Validate(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return IsPath(name) ? name : throw Invalid(name, nameof(name), "segments joined by '/'");
    }

    /// <summary>Checks a listing prefix: a name followed by <c>/</c>.</summary>
    /// <param name="prefix">The prefix.</param>
    /// <returns>The same prefix.</returns>
    /// <exception cref="ArgumentException">The prefix breaks a rule of this class.</exception>
    public static string ValidatePrefix(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return prefix.EndsWith('/') && IsPath(prefix.AsSpan(0, prefix.Length - 1))
            ? prefix
            : throw Invalid(prefix, nameof(prefix), "segments that each end with '/'");
    }

    private static bool IsPath(ReadOnlySpan<char> path)
    {
        if (path.Length is 0 or > MaxLength)
        {
            return false;
        }

        var segments = 0;
        foreach (var range in path.Split('/'))
        {
            if (++segments > MaxSegments || !IsSegment(path[range]))
            {
                return false;
            }
        }

        return true;
    }

    private static ArgumentException Invalid(string value, string parameter, string shape) =>
        new($"'{value}' is not a name the object store accepts. Use {shape}, of letters A-Z, digits, '.', '_' and '-' that do not begin with '.'.", parameter);
}
