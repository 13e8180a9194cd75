using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;

namespace WorkDistribution.LocalRuntime.Host.Bindings;

internal sealed class LocalConverterContext(
    Type targetType, object? source, FunctionContext context, IReadOnlyDictionary<string, object> properties) : ConverterContext
{
    public override Type TargetType => targetType;

    public override object? Source => source;

    public override FunctionContext FunctionContext => context;

    public override IReadOnlyDictionary<string, object> Properties => properties;
}
