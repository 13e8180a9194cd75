using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Http;

/// <summary>
/// The built-in activity that makes the requests of <c>CallHttpAsync</c>; the host registers it under <see cref="Name"/>, with a client
/// that has no timeout of its own.
/// </summary>
internal sealed class DurableHttpActivity(HttpClient client)
{
    public const string Name = "BuiltIn::HttpActivity";

    private static readonly TimeSpan _defaultTimeout = TimeSpan.FromSeconds(100);

    /// <summary>Makes the request once; an answer that the request's retry options count as a failure is thrown.</summary>
    /// <exception cref="HttpRequestException">There was no answer, or one that the retry options count as a failure.</exception>
    /// <exception cref="TimeoutException">There was no answer within the request's timeout, or within 100 s when it has none.</exception>
    public async Task<DurableHttpResponse> RunAsync(DurableHttpRequest request, CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = CreateMessage(request);
        TimeSpan limit = request.Timeout ?? _defaultTimeout;
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limit);

        try
        {
            using HttpResponseMessage answer = await client.SendAsync(message, timeout.Token);
            ThrowIfFailure(answer, request.HttpRetryOptions);
            return new DurableHttpResponse(answer.StatusCode)
            {
                Headers = answer.Headers.ToDictionary(
                    header => header.Key, header => new StringValues([.. header.Value]), StringComparer.OrdinalIgnoreCase),
                Content = await answer.Content.ReadAsStringAsync(timeout.Token),
            };
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"{request.Method} {request.Uri} gave no answer within {limit}. "
                + $"Set a longer {nameof(DurableHttpRequest)}.{nameof(DurableHttpRequest.Timeout)} if it needs one.",
                exception);
        }
    }

    private static void ThrowIfFailure(HttpResponseMessage answer, HttpRetryOptions? retryOptions)
    {
        if (retryOptions is null)
        {
            return;
        }

        if (retryOptions.StatusCodesToRetry.Count == 0)
        {
            answer.EnsureSuccessStatusCode();
        }
        else if (retryOptions.StatusCodesToRetry.Contains(answer.StatusCode))
        {
            throw new HttpRequestException(
                $"Status code {answer.StatusCode} received, retry requested.", inner: null, answer.StatusCode);
        }
    }

    private static HttpRequestMessage CreateMessage(DurableHttpRequest request)
    {
        MediaTypeHeaderValue contentType = new("text/plain");
        HttpRequestMessage message = new(request.Method, request.Uri);
        HttpContent content = new StringContent(request.Content ?? string.Empty, Encoding.UTF8);
        foreach ((string name, StringValues values) in request.Headers ?? new Dictionary<string, StringValues>())
        {
            if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
            {
                contentType = ParseContentType(values);
            }
            else if (!message.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                // What is no header of a request is one of its content, such as Content-Language.
                content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        content.Headers.ContentType = contentType;
        message.Content = request.Content is null ? null : content;
        return message;
    }

    private static MediaTypeHeaderValue ParseContentType(StringValues values)
    {
        MediaTypeHeaderValue contentType = MediaTypeHeaderValue.Parse(values.ToString());
        return contentType.MediaType!.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)
            ? throw new NotSupportedException("Multipart content is not supported with CallHttpAsync.")
            : contentType;
    }
}
