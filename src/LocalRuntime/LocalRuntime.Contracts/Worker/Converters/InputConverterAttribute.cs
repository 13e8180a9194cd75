namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>Names the converter of a parameter, of a type, or of a binding attribute.</summary>
[AttributeUsage(
    AttributeTargets.Parameter | AttributeTargets.Class | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Struct,
    AllowMultiple = true)]
public class InputConverterAttribute : Attribute
{
    /// <summary>Names the converter.</summary>
    /// <exception cref="InvalidOperationException">The type does not implement <see cref="IInputConverter"/>.</exception>
    public InputConverterAttribute(Type converterType)
    {
        ArgumentNullException.ThrowIfNull(converterType);
        if (!typeof(IInputConverter).IsAssignableFrom(converterType))
        {
            throw new InvalidOperationException(
                $"{converterType.Name} must implement {typeof(IInputConverter).FullName} to be used as an input converter.");
        }

        ConverterType = converterType;
    }

    /// <summary>The converter's type.</summary>
    public Type ConverterType { get; }
}
