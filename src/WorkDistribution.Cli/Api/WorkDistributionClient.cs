using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WorkDistribution.Cli.Api;

/// <summary>The function app's HTTP API as <c>wd</c> uses it. Every call has a deadline and fails with an <see cref="ApiException"/>.</summary>
internal sealed class WorkDistributionClient : IDisposable
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(100);

    private readonly HttpClient http;

    /// <param name="baseAddress">The host's address.</param>
    /// <param name="timeout">Longest time a call may take; default 100 s.</param>
    public WorkDistributionClient(Uri baseAddress, TimeSpan? timeout = null)
    {
        http = new HttpClient { BaseAddress = baseAddress, Timeout = timeout ?? RequestTimeout };
    }

    /// <summary>Submits a MapReduce job and returns where it can be followed.</summary>
    public async Task<StartedJob> StartMapReduceAsync(string job, JsonObject request, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(
            () => new HttpRequestMessage(HttpMethod.Post, $"api/mapreduce/{Uri.EscapeDataString(job)}") { Content = JsonContent.Create(request) },
            cancellationToken);
        await EnsureSuccessAsync(response, cancellationToken);
        return await ReadAsync<StartedJob>(response, cancellationToken);
    }

    /// <summary>The Durable status of an instance, without its input.</summary>
    public async Task<InstanceStatus> GetStatusAsync(StartedJob job, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, WithoutInput(job.StatusQueryGetUri)), cancellationToken);
        await EnsureSuccessAsync(response, cancellationToken);
        return await ReadAsync<InstanceStatus>(response, cancellationToken);
    }

    /// <summary>The result of a finished MapReduce job with its first <paramref name="top"/> keys.</summary>
    public async Task<JobResult> GetMapReduceResultAsync(string instanceId, int top, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(
            () => new HttpRequestMessage(HttpMethod.Get, $"api/mapreduce/{Uri.EscapeDataString(instanceId)}/result?top={top}"),
            cancellationToken);
        await EnsureSuccessAsync(response, cancellationToken);
        return await ReadAsync<JobResult>(response, cancellationToken);
    }

    /// <summary>Sends a JSON body and reads the JSON answer.</summary>
    /// <param name="path">Below the host's address, for example <c>api/graphs</c>.</param>
    /// <param name="body">The body; null sends none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<T> PostAsync<T>(string path, JsonNode? body, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(
            () => new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) }, cancellationToken);
        await EnsureSuccessAsync(response, cancellationToken);
        return await ReadAsync<T>(response, cancellationToken);
    }

    /// <summary>Sends lines of JSON (NDJSON) and reads the JSON answer.</summary>
    /// <param name="path">Below the host's address.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<T> PostLinesAsync<T>(string path, IEnumerable<JsonNode> lines, CancellationToken cancellationToken)
    {
        var body = string.Join('\n', lines.Select(static line => line.ToJsonString()));
        using var response = await SendAsync(
            () => new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/x-ndjson") }, cancellationToken);
        await EnsureSuccessAsync(response, cancellationToken);
        return await ReadAsync<T>(response, cancellationToken);
    }

    /// <summary>Reads a JSON answer.</summary>
    /// <param name="path">Below the host's address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answer, and whether it is final: a 202 is not.</returns>
    public async Task<(T Answer, bool IsFinal)> GetAsync<T>(string path, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);
        await EnsureSuccessAsync(response, cancellationToken);
        return (await ReadAsync<T>(response, cancellationToken), response.StatusCode != HttpStatusCode.Accepted);
    }

    public void Dispose() => http.Dispose();

    private static string WithoutInput(string statusUri) => statusUri + (statusUri.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "showInput=false";

    private static async Task EnsureSuccessAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType is "application/json")
        {
            return;
        }

        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        throw new ApiException(
            response.StatusCode,
            ProblemText.Read(body) ?? $"{response.RequestMessage?.RequestUri} answered {(int)response.StatusCode} {response.ReasonPhrase}. Is a WorkDistribution function app listening there?",
            response.Headers.RetryAfter?.Delta);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(cancellationToken)
                ?? throw new JsonException("The body is null.");
        }
        catch (JsonException mismatch)
        {
            throw new ApiException($"{response.RequestMessage?.RequestUri} answered with JSON that wd does not understand: {mismatch.Message}", mismatch);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> createRequest, CancellationToken cancellationToken)
    {
        using var request = createRequest();
        try
        {
            return await http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException unreachable)
        {
            throw new ApiException($"No answer from {http.BaseAddress}: {unreachable.Message} Is the host running there?", unreachable);
        }
        catch (TaskCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ApiException($"{http.BaseAddress} did not answer within {http.Timeout.TotalSeconds:0} s.", late);
        }
    }
}
