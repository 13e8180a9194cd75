using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Http.Converters;

namespace WorkDistribution.LocalRuntime.Host.Http;

/// <summary>The worker's own body conversion, with JSON errors told apart from the function's.</summary>
internal sealed class BufferedBodyConversionFeature : IFromBodyConversionFeature
{
    public static BufferedBodyConversionFeature Instance { get; } = new();

    public async ValueTask<object?> ConvertAsync(FunctionContext context, Type targetType)
    {
        try
        {
            return await RequestDataBodyConversionFeature.Instance.ConvertAsync(context, targetType);
        }
        catch (JsonException e)
        {
            throw new InvalidRequestBodyException(StatusCodes.Status400BadRequest, $"The request body is not valid: {e.Message}", e);
        }
    }
}
