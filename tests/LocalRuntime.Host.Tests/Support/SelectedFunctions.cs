using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;

namespace WorkDistribution.LocalRuntime.Host.Tests.Support;

/// <summary>Of the generated metadata of this assembly only those of some classes, and what a test writes by hand.</summary>
internal sealed class SelectedFunctions(IFunctionMetadataProvider all, IReadOnlyList<Type> types, IReadOnlyList<IFunctionMetadata> more)
    : IFunctionMetadataProvider
{
    public async Task<ImmutableArray<IFunctionMetadata>> GetFunctionMetadataAsync(string directory)
    {
        var generated = await all.GetFunctionMetadataAsync(directory);
        return [.. generated.Where(f => types.Any(t => f.EntryPoint!.StartsWith(t.FullName + ".", StringComparison.Ordinal))), .. more];
    }
}
