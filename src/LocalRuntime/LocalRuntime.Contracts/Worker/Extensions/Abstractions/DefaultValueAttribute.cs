using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>The default of a property of a binding attribute.</summary>
[AttributeUsage(AttributeTargets.Property)]
[SuppressMessage("Performance", "CA1813:Avoid unsealed attributes", Justification = "The official type is not sealed.")]
public class DefaultValueAttribute : Attribute
{
    /// <summary>Sets a text.</summary>
    public DefaultValueAttribute(string stringDefault)
    {
        DefaultStringValue = stringDefault;
    }

    /// <summary>Sets a truth value.</summary>
    public DefaultValueAttribute(bool boolDefault)
    {
        DefaultBoolValue = boolDefault;
    }

    /// <summary>The default as text, or null.</summary>
    public string? DefaultStringValue { get; }

    /// <summary>The default as a truth value, or null.</summary>
    public bool? DefaultBoolValue { get; }
}
