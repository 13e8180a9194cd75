using System.Text.RegularExpressions;

namespace WorkDistribution.Functions.ObjectStore;

/// <summary>The service's rule for container names.</summary>
internal static partial class BlobContainerName
{
    /// <summary>Whether a name has 3 to 63 lower-case letters, digits and single hyphens, none of them first or last.</summary>
    public static bool IsValid(string name) => name.Length is >= 3 and <= 63 && Pattern().IsMatch(name);

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
