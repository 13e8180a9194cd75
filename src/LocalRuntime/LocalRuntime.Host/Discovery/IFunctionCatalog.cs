using System.Diagnostics.CodeAnalysis;

namespace WorkDistribution.LocalRuntime.Host.Discovery;

/// <summary>The functions of the app that this host runs (after <c>--functions</c>), ordered by name. A singleton service.</summary>
internal interface IFunctionCatalog
{
    IReadOnlyList<FunctionDescriptor> Functions { get; }

    /// <summary>What the user should know of functions that do not run.</summary>
    IReadOnlyList<string> Warnings { get; }

    /// <summary>Finds a function by name, without regard to case.</summary>
    bool TryGet(string name, [NotNullWhen(true)] out FunctionDescriptor? function);
}
