using System.Text.Json.Nodes;

namespace WorkDistribution.LocalRuntime.Host.Durable;

/// <summary>A request of <c>CallHttpAsync</c>, as the official extension writes it.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Uri">The address.</param>
/// <param name="Headers">A text, or a list of texts, for each name.</param>
/// <param name="Content">The body; null for none.</param>
/// <param name="TokenSource">What to get a bearer token for; null for none.</param>
/// <param name="RetryOptions">Which answers count as failures; null for none.</param>
/// <param name="Timeout">How long to wait for the answer; null for 100 seconds.</param>
internal sealed record DurableHttpCall(
    string Method,
    Uri Uri,
    Dictionary<string, JsonNode?>? Headers,
    string? Content,
    DurableHttpCall.Token? TokenSource,
    DurableHttpCall.Retry? RetryOptions,
    TimeSpan? Timeout)
{
    internal sealed record Token(string Resource, TokenOptions? Options);

    internal sealed record TokenOptions(string? TenantId);

    internal sealed record Retry(IReadOnlyList<int> StatusCodesToRetry);
}
