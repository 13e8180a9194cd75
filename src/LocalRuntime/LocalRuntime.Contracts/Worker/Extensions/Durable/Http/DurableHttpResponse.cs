using System.Net;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Primitives;

namespace Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Http;

/// <summary>The answer to a <see cref="DurableHttpRequest"/>.</summary>
public class DurableHttpResponse
{
    /// <summary>Creates an answer.</summary>
    public DurableHttpResponse(HttpStatusCode statusCode)
    {
        StatusCode = statusCode;
    }

    /// <summary>The status code.</summary>
    [JsonPropertyName("statusCode")]
    public HttpStatusCode StatusCode { get; }

    /// <summary>The headers of the response, without those of its content.</summary>
    [JsonPropertyName("headers")]
    [JsonConverter(typeof(HttpHeadersConverter))]
    public IDictionary<string, StringValues>? Headers { get; init; }

    /// <summary>The body.</summary>
    [JsonPropertyName("content")]
    public string? Content { get; init; }
}
