using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>The base of output binding attributes: on a method for its return value, on a property for that part of it.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public abstract class OutputBindingAttribute : BindingAttribute
{
    /// <summary>Creates the attribute.</summary>
    [SuppressMessage("Design", "CA1012:Abstract types should not have public constructors", Justification = "The official signature.")]
    public OutputBindingAttribute()
    {
    }
}
