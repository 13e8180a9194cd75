using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.DurableTask.Client;

namespace WorkDistribution.LocalRuntime.Host.Durable;

/// <summary>Fills a <c>[DurableClient]</c> parameter.</summary>
internal sealed class DurableClientConverter(DurableClientProvider provider) : IInputConverter
{
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        if (context.TargetType != typeof(DurableTaskClient))
        {
            return new(ConversionResult.Unhandled());
        }

        context.TryGetBindingAttribute<DurableClientAttribute>(out var attribute);
        return new(ConversionResult.Success(provider.GetClient(attribute as DurableClientAttribute)));
    }
}
