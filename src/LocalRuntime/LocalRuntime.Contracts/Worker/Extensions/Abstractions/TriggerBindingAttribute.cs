using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>The base of trigger attributes.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class TriggerBindingAttribute : BindingAttribute
{
    /// <summary>Creates the attribute.</summary>
    [SuppressMessage("Design", "CA1012:Abstract types should not have public constructors", Justification = "The official signature.")]
    public TriggerBindingAttribute()
    {
    }
}
