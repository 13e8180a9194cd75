using Microsoft.Azure.Functions.Worker.Converters;

namespace WorkDistribution.LocalRuntime.Host.Bindings.Converters;

/// <summary>A sequence of primitive values to an array of them, for triggers that deliver batches.</summary>
internal sealed class ArrayConverter : IInputConverter
{
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        var element = context.TargetType.IsArray ? context.TargetType.GetElementType() : null;
        object? array = context.Source switch
        {
            IEnumerable<string> texts when element == typeof(string) => texts.ToArray(),
            IEnumerable<ReadOnlyMemory<byte>> blocks when element == typeof(ReadOnlyMemory<byte>) => blocks.ToArray(),
            IEnumerable<ReadOnlyMemory<byte>> blocks when element == typeof(byte[]) => blocks.Select(b => b.ToArray()).ToArray(),
            IEnumerable<double> numbers when element == typeof(double) => numbers.ToArray(),
            IEnumerable<long> numbers when element == typeof(long) => numbers.ToArray(),
            _ => null,
        };
        return new(array is null ? ConversionResult.Unhandled() : ConversionResult.Success(array));
    }
}
