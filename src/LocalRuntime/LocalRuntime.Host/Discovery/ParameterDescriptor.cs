using System.Reflection;

namespace WorkDistribution.LocalRuntime.Host.Discovery;

/// <summary>A parameter of a function with the binding attribute it carries, if any.</summary>
/// <param name="Parameter">The reflected parameter.</param>
/// <param name="Binding">Its trigger or input binding attribute; null for a parameter bound by name or by type.</param>
internal sealed record ParameterDescriptor(ParameterInfo Parameter, Attribute? Binding)
{
    public string Name => Parameter.Name ?? $"arg{Parameter.Position}";

    public Type Type => Parameter.ParameterType;
}
