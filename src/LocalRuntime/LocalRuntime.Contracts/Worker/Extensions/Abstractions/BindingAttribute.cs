using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>The base of all binding attributes.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class BindingAttribute : Attribute
{
    /// <summary>Creates the attribute.</summary>
    [SuppressMessage("Design", "CA1012:Abstract types should not have public constructors", Justification = "The official signature.")]
    public BindingAttribute()
    {
    }
}
