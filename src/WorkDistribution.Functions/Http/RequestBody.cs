using Microsoft.Azure.Functions.Worker.Http;

namespace WorkDistribution.Functions.Http;

/// <summary>Reads a request's body up to a bound.</summary>
internal static class RequestBody
{
    /// <summary>Reads a request's body, or complains that it is too large.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maxBytes">Most bytes that are taken.</param>
    /// <param name="errors">Where the complaint goes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="advice">What to do about a body that is too large, as a sentence.</param>
    /// <returns>The bytes, or null after a complaint.</returns>
    public static async Task<ReadOnlyMemory<byte>?> ReadBodyAsync(
        this HttpRequestData request, long maxBytes, ValidationErrors errors, CancellationToken cancellationToken, string advice = "")
    {
        var body = await ReadAsync(request.Body, maxBytes, cancellationToken);
        if (body is null)
        {
            errors.Add("", $"The body is larger than {maxBytes} bytes. {advice}".TrimEnd());
        }

        return body;
    }

    /// <summary>Reads a request's body as one JSON object.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maxBytes">Most bytes that are taken.</param>
    /// <param name="example">Shown when the body is something else.</param>
    /// <param name="errors">Where complaints go.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="advice">What to do about a body that is too large, as a sentence.</param>
    /// <returns>The object, or null after a complaint.</returns>
    public static async Task<RequestFields?> ReadFieldsAsync(
        this HttpRequestData request, long maxBytes, string example, ValidationErrors errors, CancellationToken cancellationToken, string advice = "") =>
        await request.ReadBodyAsync(maxBytes, errors, cancellationToken, advice) is { } body ? RequestFields.Parse(body, example, errors) : null;

    /// <summary>Reads a stream.</summary>
    /// <returns>The bytes, or null when there are more than <paramref name="maxBytes"/>.</returns>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream body, long maxBytes, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (content.Length + read > maxBytes)
            {
                return null;
            }

            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }
}
