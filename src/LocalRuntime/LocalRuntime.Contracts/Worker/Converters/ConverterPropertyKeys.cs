namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>Keys of <see cref="ConverterContext.Properties"/> and <see cref="FunctionParameter.Properties"/>.</summary>
internal static class ConverterPropertyKeys
{
    /// <summary>The converter type that an <see cref="InputConverterAttribute"/> on the parameter names.</summary>
    public const string ConverterType = "converterType";

    /// <summary>The binding attribute instance.</summary>
    public const string BindingAttribute = "bindingAttribute";

    /// <summary>The <see cref="Converters.ConverterFallbackBehavior"/> of the binding attribute.</summary>
    public const string ConverterFallbackBehavior = "converterFallbackBehavior";
}
