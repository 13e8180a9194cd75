using System.Reflection;

namespace LocalRuntime.Contracts.Tests.PublicApi;

internal static class LocalRuntimeAssemblies
{
    /// <summary>All LocalRuntime assemblies of the build output, so that a new one is under the rule from its first day.</summary>
    public static IReadOnlyList<Assembly> All { get; } =
    [
        .. Directory.EnumerateFiles(AppContext.BaseDirectory, "LocalRuntime.*.dll")
            .Where(path => !Path.GetFileNameWithoutExtension(path).EndsWith(".Tests", StringComparison.Ordinal))
            .Select(path => Assembly.Load(AssemblyName.GetAssemblyName(path))),
    ];
}
