using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using WorkDistribution.Functions.MapReduce;

namespace WorkDistribution.Functions.Tests;

/// <summary>The app compiles on both runtimes only if it uses the official names alone.</summary>
public sealed class RuntimeNeutralityTests
{
    [Fact]
    public void App_uses_nothing_of_the_local_runtime_but_official_names()
    {
        using var file = new PEReader(File.OpenRead(typeof(MapReduceOptions).Assembly.Location));
        var metadata = file.GetMetadataReader();

        var used = metadata.TypeReferences.Select(metadata.GetTypeReference)
            .Where(type => type.ResolutionScope.Kind == HandleKind.AssemblyReference
                && metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name).StartsWith("LocalRuntime.", StringComparison.Ordinal))
            .Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}")
            .ToList();

        Assert.NotEmpty(used);
        Assert.All(used, name => Assert.StartsWith("Microsoft.", name, StringComparison.Ordinal));
    }
}
