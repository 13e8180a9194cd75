using Microsoft.Azure.Functions.Worker.Converters;

namespace WorkDistribution.LocalRuntime.Host.Bindings.Converters;

/// <summary>Hands over what already has the type asked for.</summary>
internal sealed class AssignableConverter : IInputConverter
{
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context) =>
        new(context.Source is { } source && context.TargetType.IsInstanceOfType(source)
            ? ConversionResult.Success(source)
            : ConversionResult.Unhandled());
}
