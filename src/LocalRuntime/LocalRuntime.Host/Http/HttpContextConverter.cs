using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Http;

namespace WorkDistribution.LocalRuntime.Host.Http;

/// <summary>Hands over ASP.NET Core's request, plain or as <see cref="HttpRequestData"/>.</summary>
internal sealed class HttpContextConverter : IInputConverter
{
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        var http = context.FunctionContext.GetHttpContext();
        return new(http is null ? ConversionResult.Unhandled()
            : context.TargetType == typeof(HttpRequest) ? ConversionResult.Success(http.Request)
            : context.TargetType == typeof(HttpRequestData) ? ConversionResult.Success(new DirectHttpRequestData(http, context.FunctionContext))
            : ConversionResult.Unhandled());
    }
}
