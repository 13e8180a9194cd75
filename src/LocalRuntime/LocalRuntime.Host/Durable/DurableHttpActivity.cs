using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using WorkDistribution.LocalRuntime.Host.Configuration;

namespace WorkDistribution.LocalRuntime.Host.Durable;

/// <summary>
/// The built-in activity that makes the requests of <c>CallHttpAsync</c>, with a client that has no timeout of its own. It reads and
/// writes the JSON of the official extension, whose own types are in the app and not here.
/// </summary>
internal sealed class DurableHttpActivity(HttpClient client)
{
    public const string Name = "BuiltIn::HttpActivity";

    private const string DefaultScope = "/.default";

    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(100);

    /// <summary>Makes the request once; an answer that the request's retry options count as a failure is thrown.</summary>
    /// <exception cref="HttpRequestException">There was no answer, or one that the retry options count as a failure.</exception>
    /// <exception cref="TimeoutException">There was no answer within the request's timeout, or within 100 s when it has none.</exception>
    public async Task<object> RunAsync(string? input, CancellationToken cancellationToken)
    {
        var request = JsonSerializer.Deserialize<DurableHttpCall>(input ?? "null", JsonSerializerOptions.Web)
            ?? throw new ArgumentException($"{Name} needs a request as its input.");
        using var message = CreateMessage(request);
        var limit = request.Timeout ?? DefaultTimeout;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limit);
        try
        {
            await AuthorizeAsync(message, request.TokenSource, timeout.Token);
            using var answer = await client.SendAsync(message, timeout.Token);
            ThrowIfFailure(answer, request.RetryOptions);
            return JsonSerializer.SerializeToElement(new JsonObject
            {
                ["statusCode"] = (int)answer.StatusCode,
                ["headers"] = new JsonObject(answer.Headers.Select(h => KeyValuePair.Create(h.Key, Values(h.Value)))),
                ["content"] = await answer.Content.ReadAsStringAsync(timeout.Token),
            });
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"{request.Method} {request.Uri} gave no answer within {limit}. Set a longer Timeout of the request if it needs one.", exception);
        }
    }

    private static JsonNode? Values(IEnumerable<string> values)
    {
        string[] all = [.. values];
        return all.Length == 1 ? all[0] : new JsonArray([.. all]);
    }

    private static async Task AuthorizeAsync(HttpRequestMessage message, DurableHttpCall.Token? source, CancellationToken cancellationToken)
    {
        if (source is null)
        {
            return;
        }

        var resource = source.Resource.TrimEnd('/');
        var scope = resource.EndsWith(DefaultScope, StringComparison.OrdinalIgnoreCase) ? resource : resource + DefaultScope;
        var token = await AzureIdentity.Default().GetTokenAsync(
            new TokenRequestContext([scope], tenantId: source.Options?.TenantId), cancellationToken);
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
    }

    private static void ThrowIfFailure(HttpResponseMessage answer, DurableHttpCall.Retry? retry)
    {
        if (retry is null)
        {
            return;
        }

        if (retry.StatusCodesToRetry.Count == 0)
        {
            answer.EnsureSuccessStatusCode();
        }
        else if (retry.StatusCodesToRetry.Contains((int)answer.StatusCode))
        {
            throw new HttpRequestException($"Status code {answer.StatusCode} received, retry requested.", inner: null, answer.StatusCode);
        }
    }

    private static HttpRequestMessage CreateMessage(DurableHttpCall request)
    {
        MediaTypeHeaderValue contentType = new("text/plain");
        HttpRequestMessage message = new(new HttpMethod(request.Method), request.Uri);
        HttpContent content = new StringContent(request.Content ?? string.Empty, Encoding.UTF8);
        foreach (var (name, values) in request.Headers ?? [])
        {
            string[] texts = values is JsonArray many ? [.. many.Select(value => value!.ToString())] : [values?.ToString() ?? string.Empty];
            if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
            {
                contentType = ParseContentType(string.Join(", ", texts));
            }
            else if (!message.Headers.TryAddWithoutValidation(name, texts))
            {
                // What is no header of a request is one of its content, such as Content-Language.
                content.Headers.TryAddWithoutValidation(name, texts);
            }
        }

        content.Headers.ContentType = contentType;
        message.Content = request.Content is null ? null : content;
        return message;
    }

    private static MediaTypeHeaderValue ParseContentType(string text)
    {
        var contentType = MediaTypeHeaderValue.Parse(text);
        return contentType.MediaType!.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)
            ? throw new NotSupportedException("Multipart content is not supported with CallHttpAsync.")
            : contentType;
    }
}
