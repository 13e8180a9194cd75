using System.Buffers;
using System.Net;
using Microsoft.Extensions.Options;

namespace WorkDistribution.Functions.WorkItems.Handlers.BuiltIn;

/// <summary>
/// <c>http-get</c>: fetches an address of a configured host; its result is the status and the number of bytes. Redirects are not
/// followed, since they may lead to any host.
/// </summary>
internal sealed class HttpGetHandler(IHttpClientFactory clients, IOptions<WorkItemsOptions> options) : IWorkHandler<HttpGetPayload>
{
    /// <summary>Name of the HTTP client.</summary>
    public const string Client = "work-http-get";

    private const long MaxBytes = 64 * 1024 * 1024;

    /// <inheritdoc/>
    public async Task<object?> RunAsync(HttpGetPayload payload, WorkContext context, CancellationToken cancellationToken)
    {
        // The configured hosts may have changed since the submission.
        if (Refuse(payload) is { } reason)
        {
            throw new PermanentFailureException($"The payload {reason}");
        }

        using var client = clients.CreateClient(Client);
        using var response = await client.GetAsync(payload.Url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            var message = $"{payload.Url} answered {(int)response.StatusCode} {response.ReasonPhrase}.";
            throw MayPass(response.StatusCode) ? new HttpRequestException(message) : new PermanentFailureException(message);
        }

        return new Dictionary<string, long>
        {
            ["status"] = (int)response.StatusCode,
            ["bytes"] = await CountAsync(payload.Url, await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken),
        };
    }

    /// <inheritdoc/>
    public string? Refuse(HttpGetPayload payload)
    {
        if (!Uri.TryCreate(payload.Url, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            return $"has the url '{payload.Url}', which is not an absolute http or https address.";
        }

        return options.Value.HttpHosts.Any(host => host.Equals(url.Authority, StringComparison.OrdinalIgnoreCase))
            ? null
            : $"has the url '{payload.Url}', but '{url.Authority}' is not one of the hosts that may be fetched: add it to WorkItems__HttpHosts.";
    }

    private static async Task<long> CountAsync(string url, Stream content, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            long bytes = 0;
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
            {
                bytes += read;
                if (bytes > MaxBytes)
                {
                    throw new PermanentFailureException($"{url} has more than {MaxBytes} bytes.");
                }
            }

            return bytes;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool MayPass(HttpStatusCode status) =>
        (int)status >= 500 || status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests;
}
