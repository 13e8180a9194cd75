using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Invocation;

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

        var binding = LocalInvocation.Of(context.FunctionContext).Function.Inputs.FirstOrDefault(
            b => b.Type.Equals(BindingTypes.DurableClient, StringComparison.OrdinalIgnoreCase));
        return new(ConversionResult.Success(provider.GetClient(binding)));
    }
}
