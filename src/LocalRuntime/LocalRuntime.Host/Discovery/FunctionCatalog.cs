using System.Diagnostics.CodeAnalysis;

namespace WorkDistribution.LocalRuntime.Host.Discovery;

internal sealed class FunctionCatalog(IReadOnlyList<FunctionDescriptor> functions, IReadOnlyList<string> warnings) : IFunctionCatalog
{
    private readonly Dictionary<string, FunctionDescriptor> _byName = functions.ToDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<FunctionDescriptor> Functions => functions;

    public IReadOnlyList<string> Warnings => warnings;

    public bool TryGet(string name, [NotNullWhen(true)] out FunctionDescriptor? function) => _byName.TryGetValue(name, out function);
}
