using Microsoft.Azure.Functions.Worker.Converters;

namespace WorkDistribution.LocalRuntime.Host.Tests.Bindings;

public sealed class ShoutConverter : IInputConverter
{
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new(ConversionResult.Success($"shouted: {context.Source?.ToString()?.ToUpperInvariant()}"));
    }
}
