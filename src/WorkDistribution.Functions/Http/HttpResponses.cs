using System.Globalization;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Http;

namespace WorkDistribution.Functions.Http;

/// <summary>JSON answers and RFC 9457 problem details.</summary>
internal static class HttpResponses
{
    // The answers are JSON documents, not parts of HTML pages: quotes may stay readable.
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers with a JSON value.</summary>
    public static Task<HttpResponseData> JsonAsync<T>(this HttpRequestData request, HttpStatusCode status, T value, CancellationToken cancellationToken) =>
        WriteAsync(request.CreateResponse(status), "application/json", value, cancellationToken);

    /// <summary>Answers 202 with a JSON value, when to ask again and, if it is told, where.</summary>
    public static Task<HttpResponseData> NotYetAsync<T>(
        this HttpRequestData request, T value, CancellationToken cancellationToken, string? location = null)
    {
        var response = request.CreateResponse(HttpStatusCode.Accepted);
        response.Headers.Add("Retry-After", "1");
        if (location is not null)
        {
            response.Headers.Add("Location", location);
        }

        return WriteAsync(response, "application/json", value, cancellationToken);
    }

    /// <summary>Answers 202 with a JSON value and where to follow what was accepted.</summary>
    public static Task<HttpResponseData> AcceptedAsync<T>(this HttpRequestData request, string location, T value, CancellationToken cancellationToken)
    {
        var response = request.CreateResponse(HttpStatusCode.Accepted);
        response.Headers.Add("Location", location);
        return WriteAsync(response, "application/json", value, cancellationToken);
    }

    /// <summary>Answers 400 with what is wrong, by field.</summary>
    public static Task<HttpResponseData> InvalidAsync(this HttpRequestData request, ValidationErrors errors, CancellationToken cancellationToken) =>
        WriteAsync(
            request.CreateResponse(HttpStatusCode.BadRequest),
            "application/problem+json",
            new
            {
                type = "https://tools.ietf.org/html/rfc9110#section-15.5.1",
                title = "The request is not valid.",
                status = (int)HttpStatusCode.BadRequest,
                detail = string.Join(" ", errors.Messages.SelectMany(static field => field.Value.Select(message => field.Key.Length == 0 ? message : $"{field.Key}: {message}"))),
                errors = errors.Messages,
            },
            cancellationToken);

    /// <summary>Answers with a problem that no field of the request is to blame for.</summary>
    /// <param name="request">The request.</param>
    /// <param name="status">The status.</param>
    /// <param name="title">What kind of problem it is.</param>
    /// <param name="detail">What is wrong, why, and what to do.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <param name="retryAfterSeconds">When to send the request again; null to say nothing of that.</param>
    public static Task<HttpResponseData> ProblemAsync(
        this HttpRequestData request, HttpStatusCode status, string title, string detail, CancellationToken cancellationToken, int? retryAfterSeconds = null)
    {
        var response = request.CreateResponse(status);
        if (retryAfterSeconds is { } seconds)
        {
            response.Headers.Add("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));
        }

        return WriteAsync(response, "application/problem+json", new { title, status = (int)status, detail }, cancellationToken);
    }

    private static async Task<HttpResponseData> WriteAsync<T>(HttpResponseData response, string contentType, T value, CancellationToken cancellationToken)
    {
        // Headers go out with the first byte of the body.
        response.Headers.Add("Content-Type", contentType);
        await JsonSerializer.SerializeAsync(response.Body, value, Web, cancellationToken);
        return response;
    }
}
