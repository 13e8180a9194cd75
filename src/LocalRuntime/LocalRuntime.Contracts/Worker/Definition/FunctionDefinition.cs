using System.Collections.Immutable;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Describes a function.</summary>
public abstract class FunctionDefinition
{
    /// <summary>The function's parameters in order.</summary>
    public abstract ImmutableArray<FunctionParameter> Parameters { get; }

    /// <summary>The path of the assembly that holds the function.</summary>
    public abstract string PathToAssembly { get; }

    /// <summary>The method: full type name, dot, method name.</summary>
    public abstract string EntryPoint { get; }

    /// <summary>The function's identifier.</summary>
    public abstract string Id { get; }

    /// <summary>The function's name, as its <see cref="FunctionAttribute"/> gives it.</summary>
    public abstract string Name { get; }

    /// <summary>The input bindings, the trigger included, by name.</summary>
    public abstract IImmutableDictionary<string, BindingMetadata> InputBindings { get; }

    /// <summary>The output bindings by name.</summary>
    public abstract IImmutableDictionary<string, BindingMetadata> OutputBindings { get; }
}
