using System.Text;
using Microsoft.Azure.Functions.Worker.Converters;

namespace WorkDistribution.LocalRuntime.Host.Bindings.Converters;

/// <summary>Bytes to text (UTF-8) or to an array.</summary>
internal sealed class MemoryConverter : IInputConverter
{
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        if (context.Source is ReadOnlyMemory<byte> bytes)
        {
            if (context.TargetType.IsAssignableFrom(typeof(string)))
            {
                return new(ConversionResult.Success(Encoding.UTF8.GetString(bytes.Span)));
            }

            if (context.TargetType.IsAssignableFrom(typeof(byte[])))
            {
                return new(ConversionResult.Success(bytes.ToArray()));
            }
        }

        return new(ConversionResult.Unhandled());
    }
}
