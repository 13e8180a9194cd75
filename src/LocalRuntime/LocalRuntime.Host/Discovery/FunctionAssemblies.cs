using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace WorkDistribution.LocalRuntime.Host.Discovery;

/// <summary>The assemblies that may hold functions: the app's own and those it references that use the official API.</summary>
internal static class FunctionAssemblies
{
    private static readonly AssemblyName Contracts = typeof(FunctionAttribute).Assembly.GetName();
    private static readonly AssemblyName Self = typeof(FunctionAssemblies).Assembly.GetName();

    public static IReadOnlyList<Assembly> Find(Assembly entry)
    {
        var found = new List<Assembly>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { Contracts.Name!, Self.Name! };
        var pending = new Queue<Assembly>([entry]);
        while (pending.TryDequeue(out var assembly))
        {
            if (!seen.Add(assembly.GetName().Name ?? string.Empty))
            {
                continue;
            }

            var references = assembly.GetReferencedAssemblies();
            if (references.Any(r => r.Name == Contracts.Name))
            {
                found.Add(assembly);
            }

            foreach (var reference in references.Where(r => !IsFramework(r.Name) && !seen.Contains(r.Name!)))
            {
                if (TryLoad(reference) is { } loaded)
                {
                    pending.Enqueue(loaded);
                }
            }
        }

        return found;
    }

    private static Assembly? TryLoad(AssemblyName reference)
    {
        try
        {
            return Assembly.Load(reference);
        }
        catch (Exception e) when (e is FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            // A reference that is not deployed, such as a compile-time one, holds no functions to run.
            return null;
        }
    }

    // Loading the framework and the SDKs only to learn that they hold no functions would slow every start.
    private static bool IsFramework(string? name) =>
        name is null or "netstandard" or "mscorlib" or "System"
        || name.StartsWith("System.", StringComparison.Ordinal)
        || name.StartsWith("Microsoft.", StringComparison.Ordinal)
        || name.StartsWith("Azure.", StringComparison.Ordinal)
        || name.StartsWith("LocalRuntime.", StringComparison.Ordinal);
}
