using System.Reflection;

namespace WorkDistribution.LocalRuntime.Host.Discovery;

/// <summary>An output binding of a function.</summary>
/// <param name="Name"><see cref="ReturnName"/>, or the name of the property of the result class.</param>
/// <param name="Attribute">The official output attribute, e.g. <c>QueueOutputAttribute</c>.</param>
/// <param name="BindingType">The official binding type: <c>queue</c>, <c>http</c>.</param>
/// <param name="Property">The property of the result class; null when the return value itself is the output.</param>
internal sealed record OutputDescriptor(string Name, Attribute Attribute, string BindingType, PropertyInfo? Property)
{
    public const string ReturnName = "$return";
}
