namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>The name a property of a binding attribute has in the binding's JSON.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BindingPropertyNameAttribute : Attribute
{
    /// <summary>Names the property.</summary>
    public BindingPropertyNameAttribute(string bindingPropertyName)
    {
        ArgumentNullException.ThrowIfNull(bindingPropertyName);
        BindingPropertyName = bindingPropertyName;
    }

    /// <summary>The name.</summary>
    public string BindingPropertyName { get; }
}
