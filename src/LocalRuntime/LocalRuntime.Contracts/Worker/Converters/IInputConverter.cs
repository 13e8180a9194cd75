namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>Converts binding data to the type a parameter asks for.</summary>
public interface IInputConverter
{
    /// <summary>Converts, or says that this converter does not handle the input.</summary>
    ValueTask<ConversionResult> ConvertAsync(ConverterContext context);
}
