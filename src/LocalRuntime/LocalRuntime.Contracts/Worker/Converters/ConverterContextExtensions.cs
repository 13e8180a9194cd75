using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>Access to the binding attribute of what is being converted.</summary>
public static class ConverterContextExtensions
{
    /// <summary>Gets the binding attribute of the parameter, when it has one.</summary>
    [SuppressMessage("Style", "IDE0060:Remove unused parameter", Justification = "The official signature.")]
    public static bool TryGetBindingAttribute<T>(this ConverterContext context, out object? bindingAttribute)
        where T : Attribute
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Properties.TryGetValue(ConverterPropertyKeys.BindingAttribute, out bindingAttribute);
    }

    /// <summary>Gets the binding attribute of the parameter, when it has one.</summary>
    /// <exception cref="ArgumentException"><paramref name="type"/> is not an attribute.</exception>
    public static bool TryGetBindingAttribute(this ConverterContext context, Type type, out object? bindingAttribute)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(type);
        if (!typeof(Attribute).IsAssignableFrom(type))
        {
            throw new ArgumentException($"The type '{type}' must be an attribute.", nameof(type));
        }

        return context.Properties.TryGetValue(ConverterPropertyKeys.BindingAttribute, out bindingAttribute);
    }
}
