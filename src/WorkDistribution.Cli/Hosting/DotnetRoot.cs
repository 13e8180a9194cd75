using System.Runtime.InteropServices;

namespace WorkDistribution.Cli.Hosting;

/// <summary>The .NET installation that runs this process: its <c>dotnet</c> command and its reference documentation.</summary>
internal static class DotnetRoot
{
    /// <summary>The root folder: the runtime stands in <c>shared/Microsoft.NETCore.App/VERSION</c> under it.</summary>
    public static string Path { get; } =
        System.IO.Path.GetFullPath(System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    public static string Command { get; } = System.IO.Path.Combine(Path, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");

    /// <summary>The XML documentation of the reference packs: about 70 MB of English on every machine with the SDK.</summary>
    public static string ReferenceDocumentation { get; } = System.IO.Path.Combine(Path, "packs", "*", "*", "ref", "**", "*.xml");
}
