using Microsoft.Azure.Functions.Worker.Converters;

namespace WorkDistribution.LocalRuntime.Host.Bindings.Converters;

internal sealed class GuidConverter : IInputConverter
{
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context) =>
        new((context.TargetType == typeof(Guid) || context.TargetType == typeof(Guid?))
            && context.Source is string text && Guid.TryParse(text, out var value)
                ? ConversionResult.Success(value)
                : ConversionResult.Unhandled());
}
