using Microsoft.Azure.Functions.Worker.Converters;

namespace WorkDistribution.LocalRuntime.Host.Tests.Bindings;

public sealed class LoudConverter : IInputConverter
{
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context) => new(ConversionResult.Success(new LoudText("typed")));
}
