using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Http.Converters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace WorkDistribution.LocalRuntime.Host.Http;

/// <summary>Reads a <c>[FromBody]</c> parameter by the input formatters of MVC, so that the app's MVC options count.</summary>
internal sealed class MvcBodyConversionFeature : IFromBodyConversionFeature
{
    public static MvcBodyConversionFeature Instance { get; } = new();

    public async ValueTask<object?> ConvertAsync(FunctionContext context, Type targetType)
    {
        var http = context.GetHttpContext()
            ?? throw new InvalidOperationException($"[FromBody] needs an HTTP request, and function '{context.FunctionDefinition.Name}' has none in this invocation.");
        var services = http.RequestServices;
        var metadata = services.GetRequiredService<IModelMetadataProvider>().GetMetadataForType(targetType);
        var input = new InputFormatterContext(
            http, string.Empty, new ModelStateDictionary(), metadata, (stream, encoding) => new HttpRequestStreamReader(stream, encoding));
        var formatter = services.GetRequiredService<IOptions<MvcOptions>>().Value.InputFormatters.FirstOrDefault(f => f.CanRead(input))
            ?? throw new InvalidRequestBodyException(
                StatusCodes.Status415UnsupportedMediaType,
                $"The content type '{http.Request.ContentType}' is not supported for this body. Send application/json.");
        var result = await ReadAsync(formatter, input);
        if (result.HasError || !input.ModelState.IsValid)
        {
            throw new InvalidRequestBodyException(StatusCodes.Status400BadRequest, Describe(input.ModelState));
        }

        return result.IsModelSet
            ? result.Model
            : throw new InvalidRequestBodyException(StatusCodes.Status400BadRequest, "A non-empty request body is required.");
    }

    private static async Task<InputFormatterResult> ReadAsync(IInputFormatter formatter, InputFormatterContext input)
    {
        try
        {
            return await formatter.ReadAsync(input);
        }
        catch (InputFormatterException e)
        {
            throw new InvalidRequestBodyException(StatusCodes.Status400BadRequest, e.Message, e);
        }
    }

    private static string Describe(ModelStateDictionary state)
    {
        var messages =
            from entry in state
            from error in entry.Value.Errors
            let message = string.IsNullOrEmpty(error.ErrorMessage) ? error.Exception?.Message : error.ErrorMessage
            where !string.IsNullOrEmpty(message)
            select message;
        var text = string.Join(' ', messages);
        return text.Length > 0 ? text : ReasonPhrases.GetReasonPhrase(StatusCodes.Status400BadRequest);
    }
}
