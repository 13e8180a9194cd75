using System.Text.Encodings.Web;
using System.Text.Json;
using Azure.Core.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Options;

namespace WorkDistribution.LocalRuntime.Host.Http;

/// <summary>Turns what a function returned into the HTTP response.</summary>
internal sealed class HttpResponseWriter(IOptions<WorkerOptions> options)
{
    private static readonly JsonSerializerOptions AsHost = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private ObjectSerializer Serializer => options.Value.Serializer!;

    public Task WriteAsync(HttpContext http, object? result) => result switch
    {
        null => WriteNothing(http),
        BufferedHttpResponseData response => WriteAsync(http, response, response.CollectedCookies),
        HttpResponseData response => WriteAsync(http, response, []),
        string text => WriteAsync(http, "text/plain; charset=utf-8", BinaryData.FromString(text)),
        byte[] bytes => WriteAsync(http, "application/octet-stream", BinaryData.FromBytes(bytes)),
        _ => WriteAsync(http, "application/json; charset=utf-8", Json(result)),
    };

    /// <summary>
    /// Writes what the official integration leaves: it executes action results, and what a function wrote by itself stands. Of other
    /// values the host makes the response.
    /// </summary>
    public Task WriteRestAsync(HttpContext http, object? result) =>
        http.Response.HasStarted || result is null || HasAnswered(result) ? Task.CompletedTask : WriteAsync(http, result);

    // Left in the result, so that the app's own middleware sees it.
    private static bool HasAnswered(object result) => result is IResult or Microsoft.AspNetCore.Mvc.IActionResult or HttpResponseData;

    // The real host reads what the worker has serialized, and prints it in its own way.
    private BinaryData Json(object result)
    {
        using var json = JsonDocument.Parse(Serializer.Serialize(result, result.GetType()));
        return BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(json, AsHost));
    }

    private static Task WriteNothing(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static async Task WriteAsync(HttpContext http, string contentType, BinaryData body)
    {
        http.Response.ContentType = contentType;
        http.Response.ContentLength = body.ToMemory().Length;
        await http.Response.Body.WriteAsync(body.ToMemory(), http.RequestAborted);
    }

    private static async Task WriteAsync(HttpContext http, HttpResponseData response, IReadOnlyList<IHttpCookie> cookies)
    {
        http.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers)
        {
            http.Response.Headers[name] = values.ToArray();
        }

        var target = new ResponseCookies(http.Response);
        foreach (var cookie in cookies)
        {
            target.Append(cookie);
        }

        await using var body = response.Body;
        if (body.CanSeek)
        {
            body.Position = 0;

            // Without a length the response is chunked; statuses that carry no body must not state one.
            if (body.Length > 0)
            {
                http.Response.ContentLength ??= body.Length;
            }
        }

        if (body.CanRead && (!body.CanSeek || body.Length > 0))
        {
            await body.CopyToAsync(http.Response.Body, http.RequestAborted);
        }
    }
}
