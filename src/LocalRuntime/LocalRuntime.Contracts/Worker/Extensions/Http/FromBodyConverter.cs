using Microsoft.Azure.Functions.Worker.Converters;

namespace Microsoft.Azure.Functions.Worker.Extensions.Http.Converters;

internal sealed class FromBodyConverter : IInputConverter
{
    public async ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        IFromBodyConversionFeature feature = context.FunctionContext.Features.Get<IFromBodyConversionFeature>()
            ?? RequestDataBodyConversionFeature.Instance;
        return ConversionResult.Success(await feature.ConvertAsync(context.FunctionContext, context.TargetType));
    }
}
