using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Says what a binding supports; see <see cref="KnownBindingCapabilities"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BindingCapabilitiesAttribute : Attribute
{
    /// <summary>Names the capabilities.</summary>
    public BindingCapabilitiesAttribute(params string[] capabilities)
    {
        Capabilities = capabilities;
    }

    /// <summary>The capabilities.</summary>
    [SuppressMessage("Performance", "CA1819:Properties should not return arrays", Justification = "The official signature.")]
    public string[] Capabilities { get; }
}
