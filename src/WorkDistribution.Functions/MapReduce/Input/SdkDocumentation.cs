using System.Runtime.InteropServices;

namespace WorkDistribution.Functions.MapReduce.Input;

/// <summary>The reference documentation that comes with the .NET SDK: some 70 MB of English on every developer's machine.</summary>
internal static class SdkDocumentation
{
    /// <summary>The folders <c>packs/*/*/ref</c> under the dotnet root; none where only a runtime is installed.</summary>
    public static IReadOnlyList<string> Folders()
    {
        // The runtime lies in ROOT/shared/Microsoft.NETCore.App/VERSION/.
        var runtime = Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory());
        var packs = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", "packs"));
        return Directory.Exists(packs)
            ? [.. Directory.EnumerateDirectories(packs)
                .SelectMany(Directory.EnumerateDirectories)
                .Select(static version => Path.Combine(version, "ref"))
                .Where(Directory.Exists)
                .Order(StringComparer.Ordinal)]
            : [];
    }
}
