using Microsoft.Azure.Functions.Worker.Converters;

namespace WorkDistribution.LocalRuntime.Host.Bindings.Converters;

/// <summary>Text or bytes to <see cref="BinaryData"/>, which the queue extension offers for messages.</summary>
internal sealed class BinaryDataConverter : IInputConverter
{
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        if (context.TargetType != typeof(BinaryData))
        {
            return new(ConversionResult.Unhandled());
        }

        return new(context.Source switch
        {
            string text => ConversionResult.Success(BinaryData.FromString(text)),
            ReadOnlyMemory<byte> bytes => ConversionResult.Success(BinaryData.FromBytes(bytes)),
            _ => ConversionResult.Unhandled(),
        });
    }
}
