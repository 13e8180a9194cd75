using System.Net;
using System.Text;
using Azure.Core.Serialization;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Reads request bodies and creates responses.</summary>
public static class HttpRequestDataExtensions
{
    /// <summary>Reads the rest of the body as text; UTF-8 unless a byte order mark or <paramref name="encoding"/> says otherwise.</summary>
    public static async Task<string?> ReadAsStringAsync(this HttpRequestData request, Encoding? encoding = null)
    {
        using StreamReader? reader = OpenText(request, encoding);
        return reader is null ? null : await reader.ReadToEndAsync();
    }

    /// <summary>Reads the rest of the body as text; UTF-8 unless a byte order mark or <paramref name="encoding"/> says otherwise.</summary>
    public static string? ReadAsString(this HttpRequestData request, Encoding? encoding = null)
    {
        using StreamReader? reader = OpenText(request, encoding);
        return reader?.ReadToEnd();
    }

    /// <summary>Reads the body as JSON with the worker's serializer.</summary>
    /// <exception cref="InvalidOperationException">The worker has no serializer.</exception>
    public static ValueTask<T?> ReadFromJsonAsync<T>(this HttpRequestData request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.ReadFromJsonAsync<T>(WorkerSerializer.Of(request.FunctionContext), cancellationToken);
    }

    /// <summary>Reads the body as JSON with the given serializer.</summary>
    public static async ValueTask<T?> ReadFromJsonAsync<T>(
        this HttpRequestData request, ObjectSerializer serializer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(serializer);
        return (T?)await serializer.DeserializeAsync(request.Body, typeof(T), cancellationToken);
    }

    /// <summary>Creates a response with a status code.</summary>
    public static HttpResponseData CreateResponse(this HttpRequestData request, HttpStatusCode statusCode)
    {
        ArgumentNullException.ThrowIfNull(request);
        HttpResponseData response = request.CreateResponse();
        response.StatusCode = statusCode;
        return response;
    }

    private static StreamReader? OpenText(HttpRequestData request, Encoding? encoding)
    {
        ArgumentNullException.ThrowIfNull(request);

        // A custom HttpRequestData may have no body although the type says it has: mocks in unit tests do.
        return request.Body is null
            ? null
            : new StreamReader(request.Body, encoding ?? Encoding.UTF8, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
    }
}
