using System.Net.Http.Headers;
using Microsoft.Azure.Functions.Worker.Http;

namespace Microsoft.Azure.Functions.Worker.Extensions.Http.Converters;

/// <summary>Converts the body of an <see cref="HttpRequestData"/>: text and bytes as they are, anything else from JSON.</summary>
internal sealed class RequestDataBodyConversionFeature : IFromBodyConversionFeature
{
    private RequestDataBodyConversionFeature()
    {
    }

    public static RequestDataBodyConversionFeature Instance { get; } = new();

    public async ValueTask<object?> ConvertAsync(FunctionContext context, Type targetType)
    {
        HttpRequestData request = await context.GetHttpRequestDataAsync()
            ?? throw new InvalidOperationException(
                $"[FromBody] needs an HTTP request, and function '{context.FunctionDefinition.Name}' has none in this invocation.");

        if (targetType == typeof(string))
        {
            return await request.ReadAsStringAsync();
        }

        if (targetType == typeof(byte[]))
        {
            return await ReadBytesAsync(request, context.CancellationToken);
        }

        if (targetType == typeof(Memory<byte>))
        {
            return new Memory<byte>(await ReadBytesAsync(request, context.CancellationToken));
        }

        return HasJsonContentType(request)
            ? await WorkerSerializer.Of(context).DeserializeAsync(request.Body, targetType, context.CancellationToken)
            : throw new InvalidOperationException(
                $"The body cannot be bound to '{targetType}': its content type is not JSON. "
                + "Send application/json, or bind to string or byte[].");
    }

    private static async Task<byte[]> ReadBytesAsync(HttpRequestData request, CancellationToken cancellationToken)
    {
        using MemoryStream bytes = new();
        await request.Body.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }

    private static bool HasJsonContentType(HttpRequestData request) =>
        request.Headers.TryGetValues("Content-Type", out IEnumerable<string>? values)
        && MediaTypeHeaderValue.TryParse(values.FirstOrDefault(), out MediaTypeHeaderValue? contentType)
        && contentType.MediaType is { } mediaType
        && (mediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || mediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase));
}
