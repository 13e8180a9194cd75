namespace Microsoft.DurableTask.Abstractions;

/// <summary>The order of orchestration versions.</summary>
public static class TaskOrchestrationVersioningUtils
{
    /// <summary>
    /// Compares two versions: absent is lowest; two that parse as <see cref="Version"/> compare as such; anything else
    /// compares as text without regard to case.
    /// </summary>
    /// <returns>Negative, zero or positive as <paramref name="sourceVersion"/> is lower than, equal to or higher than the other.</returns>
    public static int CompareVersions(string sourceVersion, string otherVersion)
    {
        bool hasSource = !string.IsNullOrWhiteSpace(sourceVersion);
        bool hasOther = !string.IsNullOrWhiteSpace(otherVersion);
        if (!hasSource || !hasOther)
        {
            return hasSource.CompareTo(hasOther);
        }

        return Version.TryParse(sourceVersion, out Version? source) && Version.TryParse(otherVersion, out Version? other)
            ? source.CompareTo(other)
            : string.Compare(sourceVersion, otherVersion, StringComparison.OrdinalIgnoreCase);
    }
}
