using System.Net;
using System.Text.Json;
using WorkDistribution.LocalRuntime.Host.Management;

namespace WorkDistribution.LocalRuntime.Host.Durable.Remote;

/// <summary>
/// The Durable management API of the host that <c>--durable</c> names. Requests are bounded in time; those that were surely not
/// carried out, and those that may be repeated, are sent up to five times within about four seconds, long enough for that host to restart.
/// </summary>
internal sealed class RemoteHost(Uri url, string hubName, HttpClient http, TimeProvider time, Random random)
{
    private const int MaxTries = 5;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(5);

    private readonly string _origin = url.AbsoluteUri.TrimEnd('/');
    private volatile bool _isKnown;

    /// <summary>The base of the API, without a trailing slash.</summary>
    public string BaseUrl => _origin + ManagementPayloads.BasePath;

    public static HttpClient CreateClient(Uri url) =>
        new(new SocketsHttpHandler
        {
            ConnectTimeout = ConnectTime,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            AllowAutoRedirect = false,

            // A proxy knows nothing of this machine's own addresses.
            UseProxy = !url.IsLoopback,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };

    /// <exception cref="DurableHostUnavailableException">The host did not take the request.</exception>
    /// <exception cref="InvalidOperationException">There is a host, but not one of this app's Durable functions.</exception>
    public async Task<RemoteAnswer> SendAsync(RemoteRequest request, CancellationToken cancellationToken)
    {
        if (!_isKnown)
        {
            await CheckAsync(cancellationToken);
        }

        return await SendRepeatedlyAsync(request, cancellationToken);
    }

    /// <summary>Once, as elsewhere a 404 would be taken for an instance that does not exist.</summary>
    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        var question = new RemoteRequest(HttpMethod.Get, "instances") { IsRepeatable = true }.With("top", "1").With("form", "metadata");
        var answer = await SendRepeatedlyAsync(question, cancellationToken);
        if (!answer.IsSuccess || answer.Body.ValueKind != JsonValueKind.Array)
        {
            throw new InvalidOperationException(
                $"{_origin} does not serve Durable functions of task hub '{hubName}' (it answered {(int)answer.Status}"
                + $"{(answer.Text("Message") is { } message ? $": {message}" : string.Empty)}). Give --durable the address of the host that runs this app's orchestrations and entities.");
        }

        _isKnown = true;
    }

    private async Task<RemoteAnswer> SendRepeatedlyAsync(RemoteRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(request, cancellationToken);
            }
            catch (DurableHostUnavailableException e) when (attempt < MaxTries && (request.IsRepeatable || !e.IsPending))
            {
                await Task.Delay(Delay(attempt), time, cancellationToken);
            }
        }
    }

    private async Task<RemoteAnswer> TryAsync(RemoteRequest request, CancellationToken cancellationToken)
    {
        using var message = request.CreateMessage(BaseUrl, hubName);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var longest = AnswerTime + request.Wait;
        limit.CancelAfter(longest);
        try
        {
            using var response = await http.SendAsync(message, limit.Token);
            return await ReadAsync(response, limit.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DurableHostUnavailableException(
                $"The Durable host at {_origin} did not answer within {longest.TotalSeconds:0} s. See whether it is overloaded or stopped.", isPending: true, e);
        }
        catch (HttpRequestException e)
        {
            var neverSent = e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;
            throw new DurableHostUnavailableException(
                $"The Durable host at {_origin} does not answer: {e.Message} Start it, or give --durable the address of the host that runs.", isPending: !neverSent, e);
        }
    }

    private async Task<RemoteAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var token = response.Headers.TryGetValues(ManagementQuery.ContinuationTokenHeader, out var tokens) ? tokens.FirstOrDefault() : null;
        var answer = new RemoteAnswer(
            response.StatusCode, await ReadBodyAsync(response, cancellationToken), string.IsNullOrEmpty(token) ? null : token, _origin);
        if (response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout)
        {
            var refused = answer.Body.ValueKind == JsonValueKind.Object
                && answer.Body.TryGetProperty(StoreProblem.PendingExtension, out var pending) && pending.ValueKind == JsonValueKind.False;
            throw new DurableHostUnavailableException(
                $"The Durable host at {_origin} cannot take requests at the moment (it answered {(int)response.StatusCode}): {answer.Text("detail") ?? "it starts or stops."}",
                isPending: !refused);
        }

        return answer;
    }

    private async Task<JsonElement> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (text.Length == 0 || response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) != true)
        {
            return default;
        }

        try
        {
            return ManagementJson.Parse(text);
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"{_origin} answered with JSON that cannot be read: {e.Message}", e);
        }
    }

    // Doubling, each spread by a half, so that the workers of one host do not come back in step.
    private TimeSpan Delay(int attempt) => FirstDelay * Math.Pow(2, attempt - 1) * (0.75 + (random.NextDouble() / 2));
}
