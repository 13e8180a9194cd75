using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using WorkDistribution.LocalRuntime.Engine;

namespace WorkDistribution.LocalRuntime.Host.Durable;

/// <summary>Reads the input of an activity with the engine's data converter.</summary>
internal sealed class ActivityInputConverter : IInputConverter
{
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        if (context.TargetType == typeof(FunctionContext) || context.FunctionContext.Features.Get<ActivityInvocation>() is not { } invocation)
        {
            return new(ConversionResult.Unhandled());
        }

        return new(ConversionResult.Success(invocation.SerializedInput is null ? null : invocation.GetInput(context.TargetType)));
    }
}
